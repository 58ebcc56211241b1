import type { Connection } from "@winnow/database";
import { sql } from "kysely";
import type { Lease } from "#chunk/lease.ts";
import type { RowOutcome } from "#chunk/outcome.ts";
import { storableJson } from "#chunk/storable-json.ts";
import { maskAddress } from "#person/mask.ts";

/**
 * Stores the evidence of deferred rows, in one statement. The evidence of the last attempt goes into results; this keeps
 * that of the earlier ones. An address that was not paid for is stored as results store it: masked, without evidence.
 */
export async function insertAttempts(
  transaction: Connection,
  { job, chunk }: Lease,
  deferred: readonly Extract<RowOutcome, { type: "deferred" }>[],
): Promise<void> {
  const attempts = deferred.flatMap(({ row, otherwise: { verification, masked } }) => {
    if (verification === null) return [];
    const { address, verdict, why, evidence, versions, checkedAt } = verification;
    return {
      job_number: job.number,
      row,
      attempt: chunk.recheck + 1,
      address: masked ? maskAddress(address) : address,
      email_status: verdict.status,
      email_reason: verdict.reason,
      why: masked ? why?.brief : why?.full,
      evidence: masked ? null : evidence,
      classifier_version: versions?.classifier,
      verdict_version: versions?.verdict,
      at: checkedAt,
    };
  });
  if (attempts.length === 0) return;
  await sql`
    insert into verification_attempts
    select * from jsonb_populate_recordset(
      null::verification_attempts, cast(${storableJson(attempts)} as jsonb))`.execute(transaction);
}
