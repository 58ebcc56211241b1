import { inTransaction } from "@winnow/database";
import { sql } from "kysely";
import type { Context } from "#context.ts";

const BATCH_ROWS = 10_000;

/**
 * Removes what is left of one expired upload, at most 10,000 rows of it. Each batch is a transaction of its own, and a
 * worker that dies in between leaves the rest to the next one. The rows of a job that was started from it are the job's.
 * @returns whether there may be more to remove.
 */
export async function forgetUploads(context: Pick<Context, "database">): Promise<boolean> {
  return inTransaction(context.database, async (transaction) => {
    const { rows: expired } = await sql<{ id: string; job_number: number; started: boolean }>`
      update uploads set dropped_at = coalesce(dropped_at, now())
      where id = (
        select id from uploads where expires_at <= now() order by expires_at limit 1 for update skip locked
      )
      returning id, job_number, job_id is not null as started`.execute(transaction);
    const [upload] = expired;
    if (upload === undefined) return false;
    const removed = upload.started ? 0 : await removeRows(transaction, upload.job_number);
    if (removed < BATCH_ROWS) await transaction.deleteFrom("uploads").where("id", "=", upload.id).execute();
    return true;
  });
}

async function removeRows(transaction: Context["database"], jobNumber: number): Promise<number> {
  const removed = await sql`
    delete from job_rows where job_number = ${jobNumber} and row in (
      select row from job_rows where job_number = ${jobNumber} order by row limit ${BATCH_ROWS}
    )`.execute(transaction);
  return Number(removed.numAffectedRows ?? 0);
}
