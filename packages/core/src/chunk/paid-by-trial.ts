import type { Connection } from "@winnow/database";
import { sql } from "kysely";
import type { Lease } from "#chunk/lease.ts";
import { notRefunded } from "#guarantee/not-refunded.ts";
import type { RowOutcome } from "#chunk/outcome.ts";

type FinalOutcome = Extract<RowOutcome, { type: "final" }>;

/** The subject of a verified address that a trial may have paid for. */
export function trialSubject({ verification }: FinalOutcome): string {
  return `verified:${verification?.address.toLowerCase() ?? ""}`;
}

/**
 * Addresses, by `trialSubject`, that the trial of a file and the whole of it have in common and that the other of them has
 * paid for. Planning has found what the trial had paid for by then; this finds what was paid for since.
 */
export async function findPaidByTrial(
  transaction: Connection,
  job: Lease["job"],
  final: readonly FinalOutcome[],
): Promise<string[]> {
  const emails = final.flatMap(({ billable, verification }) =>
    billable === null || verification === null ? [] : [verification.address.toLowerCase()],
  );
  if (emails.length === 0) return [];
  const { rows } = await sql<{ email: string }>`
    select distinct lower(r.email) as email
    from results r join jobs j on j.number = r.job_number
    where lower(r.email) = any(${emails}::text[]) and r.entry_id is not null
      and j.upload_id = ${job.upload_id} and j.number <> ${job.number} and (j.trial or ${job.trial})
      and ${notRefunded(sql`r.entry_id`, sql`r.row`)}`.execute(transaction);
  return rows.map(({ email }) => `verified:${email}`);
}
