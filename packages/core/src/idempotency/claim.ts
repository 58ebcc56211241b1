import type { Connection, DatabaseOutput } from "@winnow/database";
import { sql } from "kysely";
import type { Tenant } from "#context.ts";

/** What is known about an Idempotency-Key, once its lock is held to the end of the transaction. */
export type Claim =
  | { readonly outcome: "free" }
  | { readonly outcome: "answered"; readonly earlier: DatabaseOutput<"idempotency_keys"> }
  /** A request under this key is being answered right now. */
  | { readonly outcome: "in_progress" };

/** Claims a caller's key: one request at a time. The lock goes with the transaction, so a dead process frees it. */
export async function claimIdempotencyKey(
  transaction: Connection,
  tenant: Tenant,
  key: string,
): Promise<Claim> {
  const { rows } = await sql<{ locked: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`${tenant.organizationId} ${tenant.mode} ${key}`}, 0)) as locked`.execute(
    transaction,
  );
  if (rows[0]?.locked !== true) return { outcome: "in_progress" };
  const earlier = await transaction
    .selectFrom("idempotency_keys")
    .selectAll()
    .where("organization_id", "=", tenant.organizationId)
    .where("mode", "=", tenant.mode)
    .where("key", "=", key)
    .executeTakeFirst();
  return earlier === undefined ? { outcome: "free" } : { outcome: "answered", earlier };
}

/** Stores the answer that every repetition under the key is given. */
export async function recordAnswer(
  transaction: Connection,
  tenant: Tenant,
  answered: {
    readonly key: string;
    readonly fingerprint: Buffer;
    readonly status: number;
    readonly answer: unknown;
  },
): Promise<void> {
  await transaction
    .insertInto("idempotency_keys")
    .values({
      organization_id: tenant.organizationId,
      mode: tenant.mode,
      key: answered.key,
      fingerprint: answered.fingerprint,
      status: answered.status,
      answer: JSON.stringify(answered.answer),
    })
    .execute();
}
