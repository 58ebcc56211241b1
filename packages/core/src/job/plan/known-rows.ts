import type { Connection } from "@winnow/database";
import { sql } from "kysely";
import { notRefunded } from "#guarantee/not-refunded.ts";
import type { StagedJob } from "#job/plan/staged-job.ts";

/**
 * Marks the rows of `staged_rows` whose address the organization paid for within the job's `max_age`, or in a trial of the
 * same upload, so that no host is contacted and nothing reserved for them. The result that each takes is staged in
 * `known_rows`. The latest result counts: where it was refunded, or reclassified since, the address is verified again.
 */
export async function stageKnownRows(transaction: Connection, job: StagedJob): Promise<void> {
  await sql`create temporary table known_rows (row int, from_job bigint, from_row int) on commit drop`.execute(
    transaction,
  );
  if (job.kind !== "verify" || (job.max_age_seconds === 0 && job.upload_id === null)) return;
  await sql`analyze staged_rows`.execute(transaction);
  await sql`
    insert into known_rows
    select k.row, k.job_number, k.from_row
    from (
      select distinct on (p.row) p.row, p.job_number, p.from_row, p.entry_id
      from (
        select s.row, r.job_number, r.row as from_row, r.entry_id, r.checked_at
        from staged_rows s
        join results r on lower(r.email) = lower(s.address) and r.entry_id is not null
        join jobs j on j.number = r.job_number and j.organization_id = ${job.organization_id} and j.mode = ${job.mode}
          and j.results_deleted_at is null
        where ${job.max_age_seconds}::int > 0 and s.outcome is null and s.row = s.first
          and r.checked_at >= now() - make_interval(secs => ${job.max_age_seconds}::int)
        union all
        select s.row, r.job_number, r.row, r.entry_id, r.checked_at
        from jobs t
        join results r on r.job_number = t.number and r.entry_id is not null
        join staged_rows s on lower(s.address) = lower(r.email) and s.outcome is null and s.row = s.first
        where t.upload_id = ${job.upload_id} and t.trial and t.results_deleted_at is null
      ) p
      order by p.row, p.checked_at desc, p.job_number desc, p.from_row desc
    ) k
    where ${notRefunded(sql`k.entry_id`, sql`k.from_row`)}
      and not exists (
        select from reclassifications c where c.job_number = k.job_number and c.row = k.from_row)`.execute(
    transaction,
  );
  await sql`
    update staged_rows s set outcome = 'known' from known_rows k where k.row = s.row`.execute(transaction);
}

/** Writes the results of known rows: what was found then, word for word, free. */
export async function recordKnownResults(transaction: Connection, jobNumber: number): Promise<void> {
  await sql`
    insert into results (job_number, row, status, email, email_status, email_reason, email_flags, did_you_mean,
      charge_basis, attempts, evidence, checked_at, classifier_version, verdict_version, why, score, score_outcomes,
      score_model)
    select ${jobNumber}, k.row, 'verified', r.email, r.email_status, r.email_reason, r.email_flags, r.did_you_mean,
      'owned', '[]', r.evidence, r.checked_at, r.classifier_version, r.verdict_version, r.why, r.score, r.score_outcomes,
      r.score_model
    from known_rows k join results r on r.job_number = k.from_job and r.row = k.from_row`.execute(
    transaction,
  );
}
