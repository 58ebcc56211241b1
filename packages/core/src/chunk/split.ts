import { inTransaction } from "@winnow/database";
import { appendChunks } from "#chunk/append.ts";
import type { WorkerContext } from "#worker-context.ts";
import type { Lease } from "#chunk/lease.ts";

/** A chunk that was leased so often without being settled contains a row that kills its worker. */
export const LEASES_MAX = 3;

/**
 * Halves a chunk, so that a row that kills its worker is isolated in a few rounds and the others get their results.
 * @returns the numbers of the two new chunks; none when the lease was lost.
 */
export async function splitChunk(context: WorkerContext, lease: Lease): Promise<number[]> {
  const { job, chunk } = lease;
  const middle = Math.ceil(chunk.rows.length / 2);
  const halves = [chunk.rows.slice(0, middle), chunk.rows.slice(middle)];
  return inTransaction(context.database, async (transaction) => {
    await transaction
      .selectFrom("jobs")
      .select("number")
      .where("number", "=", job.number)
      .forNoKeyUpdate()
      .executeTakeFirst();
    const done = await transaction
      .updateTable("chunks")
      .set({ state: "done", leased_until: null, tally: "{}" })
      .where("job_number", "=", job.number)
      .where("number", "=", chunk.number)
      .where("epoch", "=", chunk.epoch)
      .where("state", "=", "leased")
      .executeTakeFirst();
    if (done.numUpdatedRows !== 1n) return [];
    const { recheck, unasked } = chunk;
    return appendChunks(
      transaction,
      lease,
      halves.map((rows) => ({ rows, recheck, unasked })),
    );
  });
}
