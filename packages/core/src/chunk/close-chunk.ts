import type { Connection, Tally } from "@winnow/database";
import { sql } from "kysely";
import type { ChargedRow } from "#chunk/charge-rows.ts";
import { addToTally } from "#job/tally.ts";
import type { Lease } from "#chunk/lease.ts";

/**
 * Marks a chunk as done with the counts of its rows, subtracts them from the job, and lets the job's next chunk into the
 * queue, if one waits outside the window. One statement does it all, since the whole job waits for it.
 */
export async function closeChunk(
  transaction: Connection,
  { job, chunk }: Lease,
  charged: readonly ChargedRow[],
): Promise<{ readonly pending: number; readonly next: number | undefined }> {
  const { rows } = await sql<{ pending: number; next: number | null }>`
    with done as (
      update chunks set state = 'done', leased_until = null, tally = ${JSON.stringify(tallyOf(charged))},
        done_at = clock_timestamp()
      where job_number = ${job.number} and number = ${chunk.number}
    ), opened as (
      update chunks set rung_at = now()
      where job_number = ${job.number} and number = (
        select number from chunks
        where job_number = ${job.number} and state = 'pending' and recheck = 0 and rung_at is null
        order by number limit 1)
      returning number
    ), counted as (
      update jobs set pending = pending - ${charged.length} where number = ${job.number} returning pending
    )
    select counted.pending, opened.number as next from counted left join opened on true`.execute(transaction);
  const [closed] = rows;
  if (closed === undefined) throw new Error(`${job.id} is gone`);
  return { pending: closed.pending, next: closed.next ?? undefined };
}

function tallyOf(charged: readonly ChargedRow[]): Tally {
  const tally: Tally = {};
  for (const { outcome } of charged) {
    const emailStatus = outcome.verification?.verdict.status ?? null;
    addToTally(tally, { status: outcome.status, emailStatus });
  }
  return tally;
}
