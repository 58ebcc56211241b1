import type { Job } from "@winnow/contracts";
import { inTransaction, type Connection, type DatabaseOutput } from "@winnow/database";
import { sql } from "kysely";
import type { Context, TenantActor } from "#context.ts";
import { ownJobs } from "#job/find-own.ts";
import { presentJob } from "#job/present.ts";

export type ResumeOutcome =
  | { readonly outcome: "resumed"; readonly job: Job }
  | { readonly outcome: "not_found" }
  /** The job neither pauses nor is held. */
  | { readonly outcome: "job_state_conflict"; readonly status: Job["status"] };

/** How many chunks a resumed job may find forgotten in its window. */
const WINDOW_MAX = 64;

/** Lets a paused job go on where it was, and a held one be planned again: with enough credits it starts. */
export async function resumeJob(
  context: Context<TenantActor>,
  input: { readonly jobId: string },
): Promise<ResumeOutcome> {
  const resumed = await inTransaction(context.database, async (transaction) => {
    const job = await ownJobs(transaction, context.actor)
      .selectAll()
      .where("id", "=", input.jobId)
      .forUpdate()
      .executeTakeFirst();
    if (job === undefined) return { outcome: "not_found" } as const;
    if (job.status !== "paused" && job.status !== "held") {
      return { outcome: "job_state_conflict", status: job.status } as const;
    }
    const planned = job.started_at !== null;
    const next = await transaction
      .updateTable("jobs")
      .set({ status: planned ? "running" : "queued", reason: null })
      .where("number", "=", job.number)
      .returningAll()
      .executeTakeFirstOrThrow();
    const chunks = planned ? await openChunks(transaction, job) : [];
    return { outcome: "resumed", job: await presentJob(transaction, next), planned, chunks } as const;
  });
  if (resumed.outcome !== "resumed") return resumed;
  const { job, planned, chunks } = resumed;
  if (!planned) await context.bell.ring("plan-job", { jobId: job.id });
  for (const chunk of chunks) await context.bell.ring("process-chunk", { jobId: job.id, chunk });
  return { outcome: "resumed", job };
}

/** Chunks of the window whose bell found a paused job; the first ones again when the window is empty. */
async function openChunks(transaction: Connection, job: DatabaseOutput<"jobs">): Promise<number[]> {
  const { rows } = await sql<{ number: number }>`
    update chunks set rung_at = now()
    where job_number = ${job.number} and state = 'pending' and due_at <= now() and number in (
      select number from chunks
      where job_number = ${job.number} and state = 'pending' and due_at <= now()
      order by rung_at nulls last, number limit ${WINDOW_MAX}::int
    )
    returning number`.execute(transaction);
  return rows.map(({ number }) => number).toSorted((a, b) => a - b);
}
