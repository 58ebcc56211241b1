import { EmailStatus, RowStatus, type Job } from "@winnow/contracts";
import { toCredits } from "@winnow/credits";
import type { Connection, DatabaseOutput, Tally } from "@winnow/database";
import { sql } from "kysely";
import { sumTally } from "#job/tally.ts";

/** A job as the API and its events show it. */
export async function presentJob(connection: Connection, job: DatabaseOutput<"jobs">): Promise<Job> {
  const tally = job.ended_at === null ? await sumTally(connection, job.number) : job.tally;
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
      by_status: counted(tally, "status", RowStatus.options),
      by_email_status: counted(tally, "email", EmailStatus.options),
    },
    credits: await creditsOf(connection, job),
    callback_url: job.callback_url,
    created_at: job.created_at.toISOString(),
    started_at: job.started_at?.toISOString() ?? null,
    ended_at: job.ended_at?.toISOString() ?? null,
    links: {
      self: `/v1/jobs/${job.id}`,
      results: `/v1/jobs/${job.id}/results`,
      cancel: `/v1/jobs/${job.id}/cancel`,
    },
  };
}

function counted<Name extends string>(
  tally: Tally,
  prefix: string,
  names: readonly Name[],
): Partial<Record<Name, number>> {
  const entries = names.flatMap((name) => {
    const count = tally[`${prefix}.${name}`];
    return count === undefined ? [] : [[name, count] as const];
  });
  return Object.fromEntries(entries) as Partial<Record<Name, number>>;
}

async function creditsOf(connection: Connection, job: DatabaseOutput<"jobs">): Promise<Job["credits"]> {
  const none = { reserved: 0, captured: 0, released: 0, refunded: 0 };
  if (job.reservation_id === null) return none;
  const { rows } = await sql<typeof none>`
    select r.amount - r.captured - r.released as reserved, r.captured, r.released,
      (select coalesce(sum(delta_available), 0)::bigint from entries
        where job_id = ${job.id} and kind = 'refund') as refunded
    from reservations r where r.id = ${job.reservation_id}`.execute(connection);
  const { reserved, captured, released, refunded } = rows[0] ?? none;
  return {
    reserved: toCredits(reserved),
    captured: toCredits(captured),
    released: toCredits(released),
    refunded: toCredits(refunded),
  };
}
