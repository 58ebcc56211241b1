import { inTransaction, type Connection } from "@winnow/database";
import { sql } from "kysely";
import type { Context } from "#context.ts";
import { ROW_EVENTS } from "#retention/row-events.ts";

/** Rows of a table that one transaction deletes: it takes a second or less, and a killed worker loses no more. */
const BATCH_ROWS = 20_000;
const BATCH_BODIES = 200;
/** Deliveries that wait for a disabled endpoint are checked again after this. */
const LOOK_AGAIN_AFTER = "1 hour";

/** By job and row; what explains a result goes after it, so that nothing judges a row again meanwhile. */
const TABLES = ["results", "verification_attempts", "reclassifications", "job_rows", "chunks"] as const;

interface Purged {
  readonly id: string;
  readonly number: number;
}

/**
 * Removes one batch of what was deleted: the oldest job first that no other worker is at. Each batch is a transaction of
 * its own, and reads from the tables what is left, so a worker may die at any point and the next one goes on.
 * @returns whether there may be more to do.
 */
export async function purgeResults(
  { database }: Pick<Context, "database">,
  { batchRows = BATCH_ROWS }: { readonly batchRows?: number } = {},
): Promise<boolean> {
  return inTransaction(database, async (transaction) => {
    const job = await claimJob(transaction);
    if (job === undefined) return false;
    // The append-only tables let this transaction delete what is marked.
    await sql`set local winnow.purge = 'on'`.execute(transaction);
    if (await removeRows(transaction, job, batchRows)) return true;
    if (await emptyBodies(transaction, job)) return true;
    await forgetJob(transaction, job);
    return true;
  });
}

/** Other workers take another job, and events that name this one are not held up. */
async function claimJob(transaction: Connection): Promise<Purged | undefined> {
  const { rows } = await sql<Purged>`
    select id, number from jobs where purge_due_at <= now()
    order by purge_due_at limit 1 for no key update skip locked`.execute(transaction);
  return rows[0];
}

/** @returns whether the batch was used up. */
async function removeRows(transaction: Connection, { number }: Purged, batchRows: number): Promise<boolean> {
  let left = batchRows;
  for (const table of TABLES) {
    const deleted = await sql`
      delete from ${sql.table(table)} where ctid = any(array(
        select ctid from ${sql.table(table)} where job_number = ${number} limit ${left}
      ))`.execute(transaction);
    left -= Number(deleted.numAffectedRows ?? 0);
    if (left <= 0) return true;
  }
  return false;
}

/**
 * Deletes what events said about rows, and bodies that are delivered or given up. The event and its deliveries stay, with
 * their attempts.
 * @returns whether there may be more of them.
 */
async function emptyBodies(transaction: Connection, { id }: Purged): Promise<boolean> {
  const emptied = await sql`
    update deliveries set body = '' where id in (
      select d.id from events e join deliveries d on d.event_id = e.id
      where e.job_id = ${id} and e.type = any(${[...ROW_EVENTS]}::text[]) and d.state <> 'pending' and d.body <> ''
      limit ${BATCH_BODIES}
    ) and state <> 'pending'`.execute(transaction);
  const silenced = await sql`
    update events set data = null where id in (
      select id from events
      where job_id = ${id} and type = any(${[...ROW_EVENTS]}::text[]) and data is not null
      limit ${BATCH_BODIES}
    )`.execute(transaction);
  return [emptied, silenced].some(({ numAffectedRows = 0n }) => Number(numAffectedRows) === BATCH_BODIES);
}

/** The header of the file is deleted last. A body that still waits for its endpoint is emptied once it is delivered. */
async function forgetJob(transaction: Connection, { id, number }: Purged): Promise<void> {
  await sql`
    update jobs set
      source = case when source ->> 'format' = 'csv' then source || '{"header": null, "columns": []}' else source end,
      purge_due_at = case when exists (
        select from events e join deliveries d on d.event_id = e.id
        where e.job_id = ${id} and e.type = any(${[...ROW_EVENTS]}::text[]) and d.body <> ''
      ) then now() + ${LOOK_AGAIN_AFTER}::interval end
    where number = ${number}`.execute(transaction);
}
