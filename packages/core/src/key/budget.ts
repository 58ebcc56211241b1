import type { Connection } from "@winnow/database";
import { sql } from "kysely";

/**
 * What a key may still have reserved, in millicredits; infinite without a ceiling, 0 once it is reached. What its jobs were
 * charged counts, and what is held for those at work. A refund does not raise it again: a ceiling bounds what a key can do,
 * not what it cost in the end.
 */
export async function readKeyBudget(connection: Connection, keyId: string | null): Promise<number> {
  if (keyId === null) return Number.POSITIVE_INFINITY;
  const key = await connection
    .selectFrom("api_keys")
    .select(["max_millicredits_per_day", "max_millicredits_total"])
    .where("id", "=", keyId)
    .executeTakeFirst();
  const perDay = key?.max_millicredits_per_day ?? Number.POSITIVE_INFINITY;
  const total = key?.max_millicredits_total ?? Number.POSITIVE_INFINITY;
  if (perDay === total && total === Number.POSITIVE_INFINITY) return total;
  const { rows } = await sql<{ today: number; ever: number }>`
    select coalesce(sum(r.amount - r.released), 0)::bigint as ever,
      coalesce(sum(r.amount - r.released) filter (where r.created_at >= date_trunc('day', now(), 'UTC')), 0)::bigint as today
    from jobs j join reservations r on r.id = j.reservation_id where j.key_id = ${keyId}`.execute(connection);
  const { today, ever } = rows[0] ?? { today: 0, ever: 0 };
  return Math.max(Math.min(perDay - today, total - ever), 0);
}

/** Lets one job of a key be planned at a time, to the end of the transaction: two could not both fit into its budget. */
export async function lockKeyBudget(transaction: Connection, keyId: string | null): Promise<void> {
  if (keyId === null) return;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`key-budget ${keyId}`}, 0))`.execute(transaction);
}
