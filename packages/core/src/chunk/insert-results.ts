import type { Connection } from "@winnow/database";
import { sql } from "kysely";
import type { ChargedRow } from "#chunk/charge-rows.ts";
import type { Lease } from "#chunk/lease.ts";
import { storableJson } from "#chunk/storable-json.ts";
import { maskAddress } from "#person/mask.ts";
import { scoreBucketOf } from "#score/bucket.ts";

/**
 * Writes the results of a chunk in one statement. Each paid row names the entry that pays for it, which has to be posted by
 * the end of the transaction. Each verdict gets the score of its bucket by the latest fit.
 */
export async function insertResults(
  transaction: Connection,
  job: Pick<Lease["job"], "number" | "mode">,
  charged: readonly ChargedRow[],
  captureEntryId: string,
): Promise<void> {
  if (charged.length === 0) return;
  const results = charged.map(({ outcome, millicredits, basis }) => {
    const { verification } = outcome;
    return {
      job_number: job.number,
      row: outcome.row,
      status: outcome.status,
      reason: outcome.reason,
      email: verification && (outcome.masked ? maskAddress(verification.address) : verification.address),
      email_masked: outcome.masked,
      email_status: verification?.verdict.status,
      email_reason: verification?.verdict.reason,
      email_flags: verification && Object.keys(verification.flags).filter((flag) => verification.flags[flag]),
      did_you_mean: verification?.didYouMean,
      contact: outcome.contact,
      charge_millicredits: millicredits,
      charge_basis: basis,
      entry_id: millicredits > 0 ? captureEntryId : null,
      attempts: outcome.attempts,
      evidence: outcome.masked ? null : verification?.evidence,
      checked_at: verification?.checkedAt,
      classifier_version: verification?.versions?.classifier,
      verdict_version: verification?.versions?.verdict,
      // What a host answered may name the address.
      why: outcome.masked ? verification?.why?.brief : verification?.why?.full,
      score_bucket: verification && scoreBucketOf(verification),
    };
  });
  await sql`
    insert into results (job_number, row, status, reason, email, email_masked, email_status, email_reason, email_flags,
      did_you_mean, contact, charge_millicredits, charge_basis, entry_id, attempts, evidence, checked_at,
      classifier_version, verdict_version, why, score_bucket, score, score_outcomes, score_model)
    select r.job_number, r.row, r.status, r.reason, r.email, r.email_masked, r.email_status, r.email_reason, r.email_flags,
      r.did_you_mean, r.contact, r.charge_millicredits, r.charge_basis, r.entry_id, r.attempts, r.evidence, r.checked_at,
      r.classifier_version, r.verdict_version, r.why, r.score_bucket, b.score,
      case when r.score_bucket is not null then coalesce(b.outcomes, 0) end, b.model
    from jsonb_populate_recordset(null::results, cast(${storableJson(results)} as jsonb)) r
    left join score_buckets b on b.mode = ${job.mode} and b.bucket = r.score_bucket`.execute(transaction);
}
