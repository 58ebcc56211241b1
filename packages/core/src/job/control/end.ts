import { closeReservation } from "@winnow/credits";
import type { Connection, JobTable } from "@winnow/database";
import { sql, type Selectable } from "kysely";
import { recordEvent } from "#event/record.ts";
import { presentJob } from "#job/present.ts";
import { sumTally } from "#job/control/tally.ts";

/** The digest of a finished export and the number of `rows.batch` pages that carry the rows. */
export interface JobExport {
  readonly bytes: number;
  readonly sha256: string;
  readonly pages: number;
}

export type JobEnd =
  | { readonly status: "completed"; readonly export: JobExport }
  | { readonly status: "cancelled" }
  | { readonly status: "failed"; readonly reason: string };

const REMAINDER = { completed: "remainder", cancelled: "cancelled", failed: "failed" } as const;

/**
 * Ends a job in the caller's transaction, which must hold the job's row: releases what is still reserved, freezes the
 * counts and writes the event. Lock order: job, then wallet, then reservation.
 */
export async function endJob(
  transaction: Connection,
  job: Selectable<JobTable>,
  end: JobEnd,
): Promise<Selectable<JobTable>> {
  if (job.reservation_id !== null) {
    const closed = await closeReservation(transaction, {
      reservationId: job.reservation_id,
      reason: REMAINDER[end.status],
      idempotencyKey: `close:${job.id}`,
    });
    if (closed.outcome === "key_reused") throw new Error(`the reservation of ${job.id} was closed otherwise`);
  }
  const ended = await transaction
    .updateTable("jobs")
    .set({
      status: end.status,
      reason: end.status === "failed" ? end.reason : null,
      tally: JSON.stringify(await sumTally(transaction, job.number)),
      export: end.status === "completed" ? JSON.stringify(end.export) : null,
      ended_at: sql<Date>`now()`,
    })
    .where("number", "=", job.number)
    .returningAll()
    .executeTakeFirstOrThrow();
  if (end.status === "completed") {
    const { bytes, sha256, pages } = end.export;
    await recordEvent(transaction, {
      type: "job.completed",
      job: ended,
      data: async () => ({
        job: await presentJob(transaction, ended),
        pages,
        export: { bytes, sha256, path: `/v1/jobs/${job.id}/results?format=csv` },
      }),
    });
  }
  if (end.status === "failed") {
    await recordEvent(transaction, {
      type: "job.failed",
      job: ended,
      data: async () => ({ job: await presentJob(transaction, ended), reason: end.reason }),
    });
  }
  return ended;
}
