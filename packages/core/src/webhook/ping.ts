import { inTransaction } from "@winnow/database";
import type { Context, TenantActor } from "#context.ts";
import { recordEvent } from "#event/record.ts";
import { ownWebhooks } from "#webhook/own.ts";

export type PingOutcome =
  | { readonly outcome: "sent"; readonly eventId: string }
  | { readonly outcome: "not_found" };

/** Sends a `ping` the way of every event: same outbox, lane, signature and log. */
export async function pingWebhook(
  context: Pick<Context<TenantActor>, "database" | "actor" | "bell">,
  input: { readonly webhookId: string },
): Promise<PingOutcome> {
  const { organizationId, mode } = context.actor;
  const sent = await inTransaction(context.database, async (transaction): Promise<PingOutcome> => {
    const endpoint = await ownWebhooks(transaction, context.actor)
      .select("id")
      .where("id", "=", input.webhookId)
      .executeTakeFirst();
    if (endpoint === undefined) return { outcome: "not_found" };
    const event = await recordEvent(transaction, {
      type: "ping",
      endpoint: { id: endpoint.id, organizationId, mode },
      data: async () => ({ webhook_id: endpoint.id }),
    });
    if (event === undefined) throw new Error(`the ping of ${endpoint.id} was not recorded`);
    return { outcome: "sent", eventId: event.id };
  });
  if (sent.outcome === "sent") {
    await context.bell.ring("deliver-webhook", { endpointId: input.webhookId }, { priority: 1 });
  }
  return sent;
}
