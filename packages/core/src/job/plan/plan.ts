import type { EmailStatus, RowStatus } from "@winnow/contracts";
import { inTransaction, type Connection, type JobTable, type Tally } from "@winnow/database";
import { sql, type Selectable } from "kysely";
import { recordEvent } from "#event/record.ts";
import { endJob } from "#job/control/end.ts";
import { recordKnownResults } from "#job/plan/known-rows.ts";
import { addToTally } from "#job/tally.ts";
import { presentJob } from "#job/present.ts";
import { statusesBefore } from "#job/transitions.ts";
import { cutChunks, recordStagedResults, stageRows, type StagedCounts } from "#job/plan/stage-rows.ts";
import { reserveRows, type Unaffordable } from "#job/plan/reserve-rows.ts";
import type { WorkerContext } from "#worker-context.ts";

export type PlanOutcome =
  | {
      readonly outcome: "planned";
      readonly chunks: number;
      readonly pending: number;
      readonly priority: number;
      readonly requestId: string | null;
    }
  | { readonly outcome: "held" | "failed"; readonly requestId: string | null }
  | { readonly outcome: "nothing_to_do" };

type Job = Selectable<JobTable>;

/**
 * Plans a job: sets unusable, suppressed and duplicate rows aside, reserves credits for the rest under the caller's
 * cap, and cuts it into chunks. One transaction: a crash leaves the job as it was, and the sweeper rings again.
 */
export async function planJob(context: WorkerContext, input: { jobId: string }): Promise<PlanOutcome> {
  const claimed = await context.database
    .updateTable("jobs")
    .set({ status: "planning" })
    .where("id", "=", input.jobId)
    .where("status", "in", [...statusesBefore("claim"), "planning"])
    // A job that is held for the egress was planned long ago.
    .where("started_at", "is", null)
    .returning("number")
    .executeTakeFirst();
  if (claimed === undefined) return { outcome: "nothing_to_do" };
  const outcome = await inTransaction(context.database, async (transaction): Promise<PlanOutcome> => {
    const job = await transaction
      .selectFrom("jobs")
      .selectAll()
      .where("id", "=", input.jobId)
      .where("status", "=", "planning")
      .forUpdate()
      .executeTakeFirst();
    if (job === undefined) return { outcome: "nothing_to_do" };
    const counts = await stageRows(transaction, job, context.verifiers[job.mode].parseAddress);
    const reserved = await reserveRows(transaction, job, counts.billable);
    if ("unaffordable" in reserved) return leaveUnstarted(transaction, job, reserved.unaffordable);
    return startJob(transaction, context, job, counts, reserved);
  });
  if (outcome.outcome === "planned") {
    for (let chunk = 0; chunk < outcome.chunks; chunk += 1) {
      const { priority } = outcome;
      await context.bell.ring("process-chunk", { jobId: input.jobId, chunk }, { priority });
    }
  }
  return outcome;
}

async function leaveUnstarted(transaction: Connection, job: Job, why: Unaffordable): Promise<PlanOutcome> {
  if (why !== "hold") {
    await endJob(transaction, job, { status: "failed", reason: why });
    return { outcome: "failed", requestId: job.request_id };
  }
  const held = await transaction
    .updateTable("jobs")
    .set({ status: "held", reason: "insufficient_credits" })
    .where("number", "=", job.number)
    .returningAll()
    .executeTakeFirstOrThrow();
  await recordEvent(transaction, {
    type: "job.held",
    job: held,
    data: async () => ({ job: await presentJob(transaction, held), reason: "insufficient_credits" }),
  });
  return { outcome: "held", requestId: job.request_id };
}

async function startJob(
  transaction: Connection,
  context: WorkerContext,
  job: Job,
  counts: StagedCounts,
  reserved: { readonly rows: number; readonly reservationId: string | null },
): Promise<PlanOutcome> {
  const { chunkRows, windowChunks } = context.settings;
  await recordStagedResults(transaction, job.number);
  await recordKnownResults(transaction, job.number);
  await cutChunks(transaction, job.number, { billableMax: reserved.rows, chunkRows, windowChunks });
  await transaction
    .updateTable("jobs")
    .set({
      status: "running",
      reason: null,
      reservation_id: reserved.reservationId,
      billable: reserved.rows,
      owned: counts.owned,
      duplicate: counts.duplicate,
      invalid_input: counts.invalidInput,
      suppressed: counts.suppressed,
      pending: reserved.rows,
      tally: JSON.stringify(await tallyResults(transaction, job.number)),
      started_at: sql<Date>`now()`,
      // now() is the start of this transaction, and planning a million rows takes a while.
      at_work_since: sql<Date>`clock_timestamp()`,
    })
    .where("number", "=", job.number)
    .execute();
  const chunks = Math.min(Math.ceil(reserved.rows / chunkRows), windowChunks);
  const { priority, request_id: requestId } = job;
  return { outcome: "planned", chunks, pending: reserved.rows, priority, requestId };
}

/** Counts the results written so far, by row status and by email status. */
async function tallyResults(transaction: Connection, jobNumber: number): Promise<Tally> {
  const { rows } = await sql<{ status: RowStatus; emailStatus: EmailStatus | null; rows: number }>`
    select status, email_status as "emailStatus", count(*)::int as rows from results
    where job_number = ${jobNumber} group by 1, 2`.execute(transaction);
  const tally: Tally = {};
  for (const ended of rows) addToTally(tally, ended, ended.rows);
  return tally;
}
