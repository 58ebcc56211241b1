import { EmailStatus, RowStatus, type Job } from "@winnow/contracts";
import { toCredits } from "@winnow/credits";
import type { Connection, DatabaseOutput } from "@winnow/database";
import { sql } from "kysely";
import { countsOf } from "#job/tally.ts";
import { readWork } from "#job/read-work.ts";

const DAY_MS = 24 * 3_600_000;
const AT_REST: Job["progress"] = {
  rows_per_second: null,
  estimated_end_at: null,
  deferred: 0,
  next_attempt_at: null,
};

/** A job as the API and its events show it. */
export async function presentJob(connection: Connection, job: DatabaseOutput<"jobs">): Promise<Job> {
  const { tally, pace } =
    job.ended_at === null ? await readWork(connection, job) : { tally: job.tally, pace: AT_REST };
  const { keptDays, ...credits } = await readAccount(connection, job);
  return {
    id: job.id,
    kind: job.kind,
    mode: job.mode,
    status: job.status,
    reason: job.reason,
    counts: {
      submitted: job.submitted,
      billable: job.billable,
      owned: job.owned,
      duplicate: job.duplicate,
      invalid_input: job.invalid_input,
      suppressed: job.suppressed,
      done: job.submitted - job.pending,
      pending: job.pending,
      by_status: countsOf(tally, "status", RowStatus.options),
      by_email_status: countsOf(tally, "email", EmailStatus.options),
    },
    credits,
    callback_url: job.callback_url,
    created_at: job.created_at.toISOString(),
    started_at: job.started_at?.toISOString() ?? null,
    ended_at: job.ended_at?.toISOString() ?? null,
    progress: pace,
    results_expire_at:
      job.ended_at === null || job.results_deleted_at !== null
        ? null
        : new Date(job.ended_at.getTime() + keptDays * DAY_MS).toISOString(),
    results_deleted_at: job.results_deleted_at?.toISOString() ?? null,
    links: {
      self: `/v1/jobs/${job.id}`,
      results: `/v1/jobs/${job.id}/results`,
      cancel: `/v1/jobs/${job.id}/cancel`,
    },
  };
}

/** What the job cost so far, and how many days its results are kept. */
async function readAccount(
  connection: Connection,
  { id, reservation_id: reservationId }: DatabaseOutput<"jobs">,
): Promise<Job["credits"] & { readonly keptDays: number }> {
  const { rows } = await sql<Record<"reserved" | "captured" | "released" | "refunded" | "keptDays", number>>`
    select coalesce(r.amount - r.captured - r.released, 0) as reserved, coalesce(r.captured, 0) as captured,
      coalesce(r.released, 0) as released, results_kept_days as "keptDays",
      (select coalesce(sum(delta_available), 0)::bigint from entries
        where job_id = ${id} and kind = 'refund') as refunded
    from retention left join reservations r on r.id = ${reservationId}`.execute(connection);
  const { reserved, captured, released, refunded, keptDays } = rows[0]!;
  return {
    reserved: toCredits(reserved),
    captured: toCredits(captured),
    released: toCredits(released),
    refunded: toCredits(refunded),
    keptDays,
  };
}
