import { sql } from "kysely";
import type { Context, TenantActor } from "#context.ts";

export type RevokeKeyOutcome = { readonly outcome: "revoked" | "not_found" };

/**
 * Revokes a key of the actor's organization and mode, for good and at once, also the token before its last roll.
 * Revoking it again changes nothing.
 */
export async function revokeKey(
  context: Pick<Context<TenantActor>, "database" | "actor">,
  input: { readonly keyId: string },
): Promise<RevokeKeyOutcome> {
  const revoked = await context.database
    .updateTable("api_keys")
    .set({
      revoked_at: sql<Date>`coalesce(revoked_at, now())`,
      revoked_reason: sql<"revoked">`coalesce(revoked_reason, 'revoked')`,
    })
    .where("id", "=", input.keyId)
    .where("organization_id", "=", context.actor.organizationId)
    .where("mode", "=", context.actor.mode)
    .executeTakeFirst();
  return { outcome: revoked.numUpdatedRows === 1n ? "revoked" : "not_found" };
}
