import type { Connection } from "@winnow/database";
import { sql } from "kysely";
import type { Context, Tenant, TenantActor } from "#context.ts";

/**
 * Revokes the keys of an organization, in both modes, whose token a member knows: those that the member made or rolled
 * last, those that these keys made or rolled, and so on. Where they know only the token before the last roll, its grace ends.
 */
export async function revokeKeysKnownTo(
  transaction: Connection,
  tenant: Pick<Tenant, "organizationId">,
  memberId: string,
): Promise<void> {
  // Again, because the update waits for calls under these keys, and what they made meanwhile is seen by the next statement.
  while ((await revokeKnown(transaction, tenant, memberId)) > 0);
  await sql`
    ${knownKeys(tenant, memberId)}
    update api_keys set previous_token_until = null, previous_token_hash = null
    where organization_id = ${tenant.organizationId} and previous_token_until > now()
      and (previous_token_known_to = ${memberId} or previous_token_known_to in (select id from known))`.execute(
    transaction,
  );
}

async function revokeKnown(
  transaction: Connection,
  tenant: Pick<Tenant, "organizationId">,
  memberId: string,
): Promise<number> {
  const revoked = await sql`
    ${knownKeys(tenant, memberId)}
    update api_keys set revoked_at = now(), revoked_reason = 'revoked'
    from known where api_keys.id = known.id and revoked_at is null`.execute(transaction);
  return Number(revoked.numAffectedRows ?? 0);
}

function knownKeys({ organizationId }: Pick<Tenant, "organizationId">, memberId: string) {
  return sql`with recursive known as (
    select id from api_keys
    where organization_id = ${organizationId} and coalesce(rolled_by, created_by) = ${memberId}
    union
    select k.id from api_keys k join known on coalesce(k.rolled_by, k.created_by) = known.id
    where k.organization_id = ${organizationId}
  )`;
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
