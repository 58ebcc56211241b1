import { inTransaction } from "@winnow/database";
import { createId } from "@winnow/runtime";
import type { Context, TenantActor } from "#context.ts";
import { writeDelivery } from "#event/record.ts";
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
    const data = { webhook_id: endpoint.id };
    const event = await transaction
      .insertInto("events")
      .values({
        id: createId("evt"),
        organization_id: organizationId,
        mode,
        type: "ping",
        job_id: null,
        endpoint_id: endpoint.id,
        data: JSON.stringify(data),
      })
      .returning(["id", "created_at"])
      .executeTakeFirstOrThrow();
    await writeDelivery(transaction, endpoint.id, { ...event, type: "ping" }, data);
    return { outcome: "sent", eventId: event.id };
  });
  if (sent.outcome === "sent") {
    await context.bell.ring("deliver-webhook", { endpointId: input.webhookId }, { priority: 1 });
  }
  return sent;
}
