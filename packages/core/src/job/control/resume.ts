import type { Job } from "@winnow/contracts";
import { inTransaction, type Connection } from "@winnow/database";
import { sql } from "kysely";
import type { Context, TenantActor } from "#context.ts";
import { EGRESS_UNHEALTHY } from "#egress/health.ts";
import { lockOwnJob } from "#job/find-own.ts";
import { presentJob } from "#job/present.ts";
import { statusesBefore } from "#job/transitions.ts";

export type ResumeOutcome =
  | { readonly outcome: "resumed"; readonly job: Job }
  | { readonly outcome: "not_found" }
  /** The job is neither paused nor held for want of credits. */
  | { readonly outcome: "job_state_conflict"; readonly status: Job["status"] };

/**
 * Resumes a paused job where it was, and plans a held one again: with enough credits it starts. A job that is held for the
 * egress cannot be resumed: it goes on by itself.
 */
export async function resumeJob(
  context: Context<TenantActor>,
  input: { readonly jobId: string },
): Promise<ResumeOutcome> {
  const resumed = await inTransaction(context.database, async (transaction) => {
    const job = await lockOwnJob(transaction, context.actor, input.jobId);
    if (job === undefined) return { outcome: "not_found" } as const;
    if (!statusesBefore("resume").includes(job.status) || job.reason === EGRESS_UNHEALTHY) {
      return { outcome: "job_state_conflict", status: job.status } as const;
    }
    const planned = job.started_at !== null;
    const next = await transaction
      .updateTable("jobs")
      .set({ status: planned ? "running" : "queued", reason: null, at_work_since: sql<Date>`now()` })
      .where("number", "=", job.number)
      .returningAll()
      .executeTakeFirstOrThrow();
    const chunks = planned ? await reopenWindow(transaction, job.number) : [];
    const { priority } = job;
    return {
      outcome: "resumed",
      job: await presentJob(transaction, next),
      planned,
      chunks,
      priority,
    } as const;
  });
  if (resumed.outcome !== "resumed") return resumed;
  const { job, planned, chunks, priority } = resumed;
  if (!planned) await context.bell.ring("plan-job", { jobId: job.id }, { priority });
  for (const chunk of chunks) {
    await context.bell.ring("process-chunk", { jobId: job.id, chunk }, { priority });
  }
  return { outcome: "resumed", job };
}

/**
 * Chunks of the window whose bell found a paused job; those outside of it stay outside, or each pause would let more of a
 * huge job into the queue. Deferred ones may be many: they are left to the next sweep, as if never rung.
 */
export async function reopenWindow(transaction: Connection, jobNumber: number): Promise<number[]> {
  const { rows } = await sql<{ number: number; recheck: number }>`
    update chunks set rung_at = case when recheck = 0 then now() end
    where job_number = ${jobNumber} and state = 'pending' and due_at <= now() and rung_at is not null
    returning number, recheck`.execute(transaction);
  const first = rows.filter(({ recheck }) => recheck === 0);
  return first.map(({ number }) => number).toSorted((a, b) => a - b);
}
