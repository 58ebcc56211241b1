import { createHash } from "node:crypto";
import type { ErrorCode, Job, JobKind } from "@winnow/contracts";
import { getWallet, toCredits } from "@winnow/credits";
import { inTransaction, type Connection, type DatabaseOutput } from "@winnow/database";
import { createId } from "@winnow/runtime";
import { sql } from "kysely";
import type { Context, TenantActor } from "#context.ts";
import { priceMillicredits } from "#price/price.ts";
import { claimIdempotencyKey, recordAnswer } from "#idempotency/claim.ts";
import { findOwnJob } from "#job/find-own.ts";
import { presentJob } from "#job/present.ts";
import { keyOf } from "#key/own.ts";
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
  const rerun = await inTransaction(context.database, async (transaction): Promise<RerunOutcome> => {
    const job = await findOwnJob(transaction, context.actor, input.jobId);
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
    const next = await insertJob(transaction, context.actor, job, input.requestId);
    const submitted = await copyUnsettledRows(transaction, job.number, next.number);
    if (submitted === 0) {
      await transaction.deleteFrom("jobs").where("number", "=", next.number).execute();
      return conflict(job, "Every row of this job has its answer: there is nothing to run again.");
    }
    const { availableMillicredits } = await getWallet(transaction, context.actor);
    const required = submitted * priceMillicredits[job.kind];
    if (job.on_insufficient === "reject" && required > availableMillicredits) {
      await transaction.deleteFrom("job_rows").where("job_number", "=", next.number).execute();
      await transaction.deleteFrom("jobs").where("number", "=", next.number).execute();
      return tooFew(toCredits(required), toCredits(availableMillicredits));
    }
    const counted = await transaction
      .updateTable("jobs")
      .set({ submitted, pending: submitted })
      .where("number", "=", next.number)
      .returningAll()
      .executeTakeFirstOrThrow();
    const answer = await presentJob(transaction, counted);
    const { idempotencyKey: key } = input;
    await recordAnswer(transaction, context.actor, { key, fingerprint, status: 202, answer });
    return { outcome: "created", job: answer };
  });
  if (rerun.outcome === "created") await context.bell.ring("plan-job", { jobId: rerun.job.id });
  return rerun;
}

function insertJob(
  transaction: Connection,
  actor: TenantActor,
  job: DatabaseOutput<"jobs">,
  requestId: string | undefined,
): Promise<DatabaseOutput<"jobs">> {
  return transaction
    .insertInto("jobs")
    .values({
      id: createId("job"),
      organization_id: actor.organizationId,
      mode: actor.mode,
      key_id: keyOf(actor),
      member_id: actor.type === "member" ? actor.memberId : null,
      request_id: requestId ?? null,
      priority: job.priority,
      kind: job.kind,
      status: "queued",
      source: JSON.stringify(job.source),
      charge_on: job.charge_on,
      max_millicredits: job.max_millicredits,
      on_insufficient: job.on_insufficient,
      max_wait_seconds: job.max_wait_seconds,
      max_age_seconds: job.max_age_seconds,
      endpoint_id: job.endpoint_id,
      callback_url: job.callback_url,
      submitted: 0,
      pending: 0,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Rows never leave the database. @returns how many there are. */
async function copyUnsettledRows(transaction: Connection, from: number, to: number): Promise<number> {
  const copied = await sql`
    insert into job_rows (job_number, row, ref, raw, email, first_name, last_name, full_name, company, domain,
      linkedin_url, defect, line)
    select ${to}::bigint, r.row, r.ref, r.raw, r.email, r.first_name, r.last_name,
      r.full_name, r.company, r.domain, r.linkedin_url, r.defect, r.line
    from job_rows r left join results s on s.job_number = r.job_number and s.row = r.row
    where r.job_number = ${from}
      and (s.status is null or s.status = 'failed' or s.email_status = 'unknown')`.execute(transaction);
  return Number(copied.numAffectedRows ?? 0);
}

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
