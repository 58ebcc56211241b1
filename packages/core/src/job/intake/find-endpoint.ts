import type { JobOptions } from "@winnow/contracts";
import type { Connection } from "@winnow/database";
import { createId } from "@winnow/runtime";
import type { TenantActor } from "#context.ts";
import { invalidMember } from "#job/intake/refusal.ts";
import { ownWebhooks } from "#webhook/own.ts";

/**
 * The endpoint of a job's events: the one that is named, or the one of the URL, which is made when it is new.
 * @throws Refused
 */
export async function findEndpoint(
  transaction: Connection,
  actor: TenantActor,
  { webhook_id: webhookId, callback_url: url }: JobOptions,
): Promise<string | null> {
  if (webhookId !== undefined) {
    const named = await ownWebhooks(transaction, actor)
      .select("id")
      .where("id", "=", webhookId)
      .executeTakeFirst();
    if (named === undefined)
      throw invalidMember("/webhook_id", "unknown_webhook", "There is no webhook with this id.");
    if (url === undefined) return named.id;
    throw invalidMember(
      "/callback_url",
      "two_endpoints",
      "A job has a callback_url or a webhook_id, not both.",
    );
  }
  if (url === undefined) return null;
  const endpoint = await transaction
    .insertInto("endpoints")
    .values({ id: createId("whk"), organization_id: actor.organizationId, mode: actor.mode, url })
    // Touches the row so that it is returned whether it is new or not.
    .onConflict((conflict) => conflict.columns(["organization_id", "mode", "url"]).doUpdateSet({ url }))
    .returning("id")
    .executeTakeFirstOrThrow();
  return endpoint.id;
}
