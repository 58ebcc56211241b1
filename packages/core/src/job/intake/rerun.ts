import { createHash } from "node:crypto";
import type { JobKind } from "@winnow/contracts";
import { inTransaction, type Connection, type DatabaseOutput } from "@winnow/database";
import { sql } from "kysely";
import type { Context, TenantActor } from "#context.ts";
import { findOwnJob, ownJobs } from "#job/find-own.ts";
import { acceptJob, ringPlan, type AcceptedJob } from "#job/intake/accept.ts";
import { copyStoredRows, countStoredRows } from "#job/intake/copy-stored-rows.ts";
import { insertJob, nextJobNumber } from "#job/intake/insert.ts";
import { refuseJobShortage } from "#job/intake/refuse-shortage.ts";
import { orRefusal, Refused, type Refusal } from "#refusal.ts";
import { describeDeletion, resultsDeleted } from "#retention/results-deleted.ts";

export type RerunOutcome =
  | AcceptedJob
  | { readonly outcome: "not_found" }
  /** A key that may not start jobs of this kind may not start one again. */
  | { readonly outcome: "scope_not_held"; readonly scope: JobKind }
  | Refusal;

/**
 * Makes a new job of the rows of an ended one that failed, were cut off, or whose address stayed unknown: none of them was
 * paid for. Rows keep their number, their `ref` and their text, so that each is still found in the caller's file; options,
 * columns and callback are those of the job.
 */
export async function rerunJob(
  context: Context<TenantActor>,
  input: { readonly jobId: string; readonly idempotencyKey: string; readonly requestId?: string | undefined },
): Promise<RerunOutcome> {
  const rerun = await orRefusal(() =>
    inTransaction(context.database, async (transaction) => {
      const { actor } = context;
      const job = await findOwnJob(transaction, actor, input.jobId);
      if (job === undefined) return { outcome: "not_found" } as const;
      if (!actor.scopes.includes(job.kind)) return { outcome: "scope_not_held", scope: job.kind } as const;
      const accepted = await acceptJob(transaction, actor, {
        key: input.idempotencyKey,
        fingerprint: () => createHash("sha256").update(`rerun ${input.jobId}`).digest(),
        insert: () => startAgain(transaction, actor, job, input.requestId),
      });
      return { outcome: "accepted", accepted, priority: job.priority } as const;
    }),
  );
  if (rerun.outcome !== "accepted") return rerun;
  await ringPlan(context, rerun.accepted, rerun.priority);
  return rerun.accepted;
}

/** Decides before it writes, so that a refused rerun writes nothing. @throws Refused */
async function startAgain(
  transaction: Connection,
  actor: TenantActor,
  job: DatabaseOutput<"jobs">,
  requestId: string | undefined,
): Promise<DatabaseOutput<"jobs">> {
  if (job.ended_at === null) {
    throw conflict(job, `The job is ${job.status}: wait for its end, or cancel it.`);
  }
  await lockResults(transaction, actor, job);
  const unsettled = { from: job.number, which: UNSETTLED };
  const counted = await countStoredRows(transaction, unsettled);
  if (counted.submitted === 0) {
    throw conflict(job, "Every row of this job has its answer: there is nothing to run again.");
  }
  await refuseJobShortage(transaction, actor, job, counted.usable);
  const number = await nextJobNumber(transaction);
  const { submitted } = await copyStoredRows(transaction, { ...unsettled, to: number });
  return insertJob(transaction, actor, { number, source: job.source, terms: job, requestId, submitted });
}

/** Keeps rows and results from being deleted until the end of the transaction. @throws Refused when they are. */
async function lockResults(
  transaction: Connection,
  actor: TenantActor,
  { id }: DatabaseOutput<"jobs">,
): Promise<void> {
  const locked = await ownJobs(transaction, actor)
    .select(["results_deleted_at", "results_deletion"])
    .where("id", "=", id)
    .forShare()
    .executeTakeFirstOrThrow();
  const deletion = resultsDeleted(locked);
  if (deletion !== undefined)
    throw new Refused({ code: "results_expired", detail: describeDeletion(deletion) });
}

/** Rows `r` without an answer: those that were cut off or failed, and those whose address stayed unknown. */
const UNSETTLED = sql`not exists (
  select from results s
  where s.job_number = r.job_number and s.row = r.row
    and s.status <> 'failed' and s.email_status is distinct from 'unknown')`;

function conflict(job: DatabaseOutput<"jobs">, detail: string): Refused {
  return new Refused({ code: "job_state_conflict", detail, members: { job_status: job.status } });
}
