import { createHash } from "node:crypto";
import { inTransaction } from "@winnow/database";
import { listenersOf } from "#event/record.ts";
import { recordRowPages } from "#job/results/record-row-pages.ts";
import { endJob } from "#job/control/end.ts";
import { statusesBefore } from "#job/transitions.ts";
import { exportCsv } from "#job/results/export-csv.ts";
import type { Context } from "#context.ts";

export type CompleteOutcome = { readonly outcome: "completed" } | { readonly outcome: "nothing_to_do" };

/**
 * Completes a job whose last row has its result. The export is hashed and the `rows.batch` pages are written first, each
 * page in a transaction of its own and keyed by its number, so a crash in between repeats nothing. The last transaction
 * closes the reservation, marks the job and writes `job.completed`.
 */
export async function completeJob(context: Context, input: { jobId: string }): Promise<CompleteOutcome> {
  const job = await context.database
    .selectFrom("jobs")
    .selectAll()
    .where("id", "=", input.jobId)
    .where("status", "in", statusesBefore("complete"))
    .where("pending", "=", 0)
    .executeTakeFirst();
  if (job === undefined) return { outcome: "nothing_to_do" };
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const block of exportCsv(context.pool, job)) {
    hash.update(block);
    bytes += block.byteLength;
  }
  const sha256 = hash.digest("hex");
  const pages = await recordRowPages(context, job);
  const completed = await inTransaction(context.database, async (transaction) => {
    const locked = await transaction
      .selectFrom("jobs")
      .selectAll()
      .where("number", "=", job.number)
      .where("status", "in", statusesBefore("complete"))
      .forUpdate()
      .executeTakeFirst();
    if (locked === undefined) return false;
    await endJob(transaction, locked, { status: "completed", export: { bytes, sha256, pages } });
    return true;
  });
  if (!completed) return { outcome: "nothing_to_do" };
  for (const endpointId of await listenersOf(context.database, { job }, "job.completed")) {
    await context.bell.ring("deliver-webhook", { endpointId });
  }
  return { outcome: "completed" };
}
