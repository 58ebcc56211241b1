import type { Connection } from "@winnow/database";
import { sql } from "kysely";
import type { Context, Tenant, TenantActor } from "#context.ts";

/**
 * Revokes the keys of an organization, in both modes, whose token a member knows: those that the member made or rolled
 * last, those that these keys made or rolled, and so on. A member who knew a key still knows it after it rolled itself.
 */
export async function revokeKeysKnownTo(
  transaction: Connection,
  { organizationId }: Pick<Tenant, "organizationId">,
  memberId: string,
): Promise<void> {
  await sql`
    with recursive known as (
      select id from api_keys
      where organization_id = ${organizationId} and coalesce(nullif(rolled_by, id), created_by) = ${memberId}
      union
      select k.id from api_keys k join known on coalesce(nullif(k.rolled_by, k.id), k.created_by) = known.id
      where k.organization_id = ${organizationId}
    )
    update api_keys set revoked_at = now(), revoked_reason = 'revoked'
    from known where api_keys.id = known.id and revoked_at is null`.execute(transaction);
}

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
