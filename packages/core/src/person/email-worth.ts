import type { BillableStatus } from "@winnow/contracts";
import type { DatabaseOutput } from "@winnow/database";
import { isFresh } from "#person/known-verdict.ts";
import { isBilled } from "#price/billing.ts";

/**
 * What the email of a contact is worth to an organization that does not own it. `fresh` is billed as it is, `stale` is
 * verified first and then billed or free, `useless` is free and stays masked.
 */
export type EmailWorth = "fresh" | "stale" | "useless";

/** @param billable the statuses that a reveal is billed for. */
export function emailWorth(
  contact: Pick<DatabaseOutput<"contacts">, "email" | "email_status" | "verified_at">,
  billable: readonly BillableStatus[],
  now: Date,
): EmailWorth {
  if (contact.email === null) return "useless";
  if (!isFresh(contact.verified_at, now)) return "stale";
  return isBilled(contact.email_status, billable) ? "fresh" : "useless";
}
