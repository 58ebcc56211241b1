import type { ChargeBasis } from "@winnow/contracts";
import type { ReleaseReason } from "@winnow/credits";
import type { Connection } from "@winnow/database";
import { sql } from "kysely";
import type { RowOutcome } from "#chunk/outcome.ts";
import { maskAddress } from "#contact/mask.ts";

/** A finished row and what it costs; `release` says why its reserved credit goes back, null where it is captured. */
export interface ChargedRow {
  readonly outcome: Extract<RowOutcome, { type: "final" }>;
  readonly millicredits: number;
  readonly basis: ChargeBasis | null;
  readonly release: ReleaseReason | null;
}

/** Writes the results of a chunk in one statement; each paid row names the entry that paid for it. */
export async function insertResults(
  transaction: Connection,
  jobNumber: number,
  charged: readonly ChargedRow[],
  captureEntryId: string | null,
): Promise<void> {
  if (charged.length === 0) return;
  const results = charged.map(({ outcome, millicredits, basis }) => {
    const { verification } = outcome;
    return {
      job_number: jobNumber,
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
    };
  });
  await sql`
    insert into results (job_number, row, status, reason, email, email_masked, email_status, email_reason, email_flags,
      did_you_mean, contact, charge_millicredits, charge_basis, entry_id, attempts, evidence, checked_at)
    select job_number, row, status, reason, email, email_masked, email_status, email_reason, email_flags,
      did_you_mean, contact, charge_millicredits, charge_basis, entry_id, attempts, evidence, checked_at
    from jsonb_populate_recordset(null::results, cast(${storable(results)} as jsonb))`.execute(transaction);
}

/** What jsonb refuses, as `JSON.stringify` writes it: NUL and lone surrogates. */
const REFUSED = /\\u(?:0000|d[89a-f])/;

/** JSON that PostgreSQL can store, whatever a mail server's reply holds. */
function storable(value: unknown): string {
  const json = JSON.stringify(value);
  if (!REFUSED.test(json)) return json;
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === "string" ? member.replaceAll("\0", "\uFFFD").toWellFormed() : member,
  );
}
