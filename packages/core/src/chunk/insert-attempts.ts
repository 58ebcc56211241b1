import type { Connection } from "@winnow/database";
import { sql } from "kysely";
import type { Lease } from "#chunk/lease.ts";
import type { RowOutcome } from "#chunk/outcome.ts";
import { storableJson } from "#chunk/storable-json.ts";
import { maskAddress } from "#person/mask.ts";

/**
 * Keeps what was seen of rows that have to wait, in one statement: what decides later stands in results, and nothing that a
 * mail host answered before is lost. An address that nobody paid for is kept as results keep it: masked, without evidence.
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
