import { createHash } from "node:crypto";
import type { ErrorCode, Job, JobKind } from "@winnow/contracts";
import { getWallet, toCredits } from "@winnow/credits";
import { inTransaction, type DatabaseOutput } from "@winnow/database";
import { sql } from "kysely";
import type { Context, TenantActor } from "#context.ts";
import { priceMillicredits } from "#price/price.ts";
import { claimIdempotencyKey, recordAnswer } from "#idempotency/claim.ts";
import { ownJobs } from "#job/find-own.ts";
import { copyStoredRows, countStoredRows } from "#job/intake/copy-stored-rows.ts";
import { insertJob, nextJobNumber } from "#job/intake/insert.ts";
import { presentJob } from "#job/present.ts";
import { describeGone, resultsGone } from "#retention/gone.ts";

export type RerunOutcome =
  | { readonly outcome: "created" | "replayed"; readonly job: Job }
  | { readonly outcome: "not_found" }
  /** Whoever may not start jobs of this kind may not start one again. */
  | { readonly outcome: "scope_not_held"; readonly scope: JobKind }
  | {
      readonly outcome: "refused";
      readonly code: Extract<
        ErrorCode,
        | "idempotency_in_progress"
        | "idempotency_key_reused"
        | "insufficient_credits"
        | "job_state_conflict"
        | "results_expired"
      >;
      readonly detail: string;
      readonly members?: Readonly<Record<string, unknown>>;
    };

/**
 * Makes a new job of the rows of an ended one that failed, were cut off, or whose address stayed unknown: none of them was
 * paid for. Rows keep their number, their `ref` and their text, so that each is still found in the caller's file; options,
 * columns and callback are those of the job.
 */
export async function rerunJob(
  context: Context<TenantActor>,
  input: { readonly jobId: string; readonly idempotencyKey: string; readonly requestId?: string | undefined },
): Promise<RerunOutcome> {
  const fingerprint = createHash("sha256").update(`rerun ${input.jobId}`).digest();
  let priority = 0;
  const rerun = await inTransaction(context.database, async (transaction): Promise<RerunOutcome> => {
    // Locked, so that its rows are not deleted between being counted and being copied.
    const job = await ownJobs(transaction, context.actor)
      .selectAll()
      .where("id", "=", input.jobId)
      .forShare()
      .executeTakeFirst();
    if (job === undefined) return { outcome: "not_found" };
    if (!context.actor.scopes.includes(job.kind)) return { outcome: "scope_not_held", scope: job.kind };
    const claim = await claimIdempotencyKey(transaction, context.actor, input.idempotencyKey);
    if (claim.outcome === "in_progress") {
      const detail = "A request with this Idempotency-Key is being answered right now.";
      return { outcome: "refused", code: "idempotency_in_progress", detail };
    }
    if (claim.outcome === "answered") {
      if (claim.earlier.fingerprint.equals(fingerprint)) {
        return { outcome: "replayed", job: claim.earlier.answer as Job };
      }
      const detail = "This Idempotency-Key was used within the last 24 hours for something else.";
      return { outcome: "refused", code: "idempotency_key_reused", detail };
    }
    if (job.ended_at === null)
      return conflict(job, `The job is ${job.status}: wait for its end, or cancel it.`);
    const gone = resultsGone(job);
    if (gone !== undefined) {
      return { outcome: "refused", code: "results_expired", detail: describeGone(gone) };
    }
    const unsettled = { from: job.number, which: UNSETTLED };
    const counted = await countStoredRows(transaction, unsettled);
    if (counted.submitted === 0) {
      return conflict(job, "Every row of this job has its answer: there is nothing to run again.");
    }
    const { availableMillicredits } = await getWallet(transaction, context.actor);
    const required = counted.usable * priceMillicredits[job.kind];
    if (job.on_insufficient === "reject" && required > availableMillicredits) {
      return tooFew(toCredits(required), toCredits(availableMillicredits));
    }
    const number = await nextJobNumber(transaction);
    const { submitted } = await copyStoredRows(transaction, { ...unsettled, to: number });
    const next = await insertJob(transaction, context.actor, {
      number,
      source: job.source,
      terms: job,
      requestId: input.requestId,
      submitted,
    });
    priority = next.priority;
    const answer = await presentJob(transaction, next);
    const { idempotencyKey: key } = input;
    await recordAnswer(transaction, context.actor, { key, fingerprint, status: 202, answer });
    return { outcome: "created", job: answer };
  });
  if (rerun.outcome === "created") {
    await context.bell.ring("plan-job", { jobId: rerun.job.id }, { priority });
  }
  return rerun;
}

/** Rows `r` without an answer: those that were cut off or failed, and those whose address stayed unknown. */
const UNSETTLED = sql`not exists (
  select from results s
  where s.job_number = r.job_number and s.row = r.row
    and s.status <> 'failed' and s.email_status is distinct from 'unknown')`;

function conflict(job: DatabaseOutput<"jobs">, detail: string): RerunOutcome {
  return { outcome: "refused", code: "job_state_conflict", detail, members: { job_status: job.status } };
}

function tooFew(required: number, available: number): RerunOutcome {
  return {
    outcome: "refused",
    code: "insufficient_credits",
    detail: `The rows may cost ${required} credits; ${available} can be reserved.`,
    members: { required, available, shortfall: required - available },
  };
}
