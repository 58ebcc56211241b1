import type { RefundCause } from "@winnow/contracts";
import { refund, toCredits } from "@winnow/credits";
import type { Connection } from "@winnow/database";
import { recordEvent } from "#event/record.ts";
import { endOwned } from "#person/owned.ts";
import type { PaidRow } from "#guarantee/paid-row.ts";

export type RefundRowOutcome =
  | { readonly outcome: "refunded"; readonly entryId: string }
  /** It has its refund. */
  | { readonly outcome: "already_refunded"; readonly entryId: string };

/**
 * Refunds what a row cost, once, and writes `credits.refunded`, in the caller's transaction. What the row revealed is not
 * owned any longer: another reveal is paid for.
 */
export async function refundRow(
  transaction: Connection,
  paid: PaidRow,
  cause: RefundCause,
): Promise<RefundRowOutcome> {
  const refunded = await refund(transaction, {
    captureEntryId: paid.entry_id,
    subject: `row:${paid.row}`,
    amountMillicredits: paid.charge_millicredits,
    idempotencyKey: `refund:${paid.job_number}:${paid.row}`,
  });
  switch (refunded.outcome) {
    case "posted":
      break;
    case "replayed":
    case "already_refunded":
      return { outcome: "already_refunded", entryId: refunded.entryId };
    default:
      throw new Error(
        `refunding row ${paid.row} of job number ${paid.job_number} answered ${refunded.outcome}`,
      );
  }
  const { entryId, wallet } = refunded;
  const job = await transaction
    .selectFrom("jobs")
    .selectAll()
    .where("number", "=", paid.job_number)
    .executeTakeFirstOrThrow();
  const tenant = { organizationId: job.organization_id, mode: job.mode };
  await endOwned(transaction, tenant, {
    entryId: paid.entry_id,
    jobNumber: paid.job_number,
    row: paid.row,
  });
  // This event is written even for a single call, whose caller got the row as the answer: no caller waits for the refund.
  await recordEvent(transaction, {
    type: "credits.refunded",
    job: { ...job, single: false },
    page: paid.row,
    data: async () => ({
      job_id: job.id,
      row: paid.row,
      email: paid.email,
      cause,
      credits: toCredits(paid.charge_millicredits),
      entry: entryId,
      available: toCredits(wallet.availableMillicredits),
    }),
  });
  return { outcome: "refunded", entryId };
}
