import { sql } from "kysely";
import type { Context, KeyActor } from "#context.ts";

export type RevokeKeyOutcome = { readonly outcome: "revoked" | "not_found" };

/** Revokes a key of the actor's organization, for good and at once. Revoking it again changes nothing. */
export async function revokeKey(
  context: Context<KeyActor>,
  input: { readonly keyId: string },
): Promise<RevokeKeyOutcome> {
  const revoked = await context.database
    .updateTable("api_keys")
    .set({ revoked_at: sql<Date>`coalesce(revoked_at, now())` })
    .where("id", "=", input.keyId)
    .where("organization_id", "=", context.actor.organizationId)
    .executeTakeFirst();
  return { outcome: revoked.numUpdatedRows === 1n ? "revoked" : "not_found" };
}
