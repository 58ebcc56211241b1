import { z } from "zod";
import { Timestamp, pageOf } from "../page.ts";

/** An email that was paid for, was written to, and came back. */
export const ReportBounce = z.strictObject({
  email: z.string().min(3).max(320),
  /**
   * The delivery report: the whole message (RFC 6522), its delivery status (RFC 3464), the text of the reply, or its status
   * code alone. Up to 131,072 characters. The report comes before the message that is returned with it, so the beginning of
   * a longer one is enough.
   */
  dsn: z.string().min(3).max(131_072),
  received_at: Timestamp,
});
export type ReportBounce = z.infer<typeof ReportBounce>;

/**
 * `refunded`: the credit is back. `already_refunded`: it was before. `outside_window`: too long after the check.
 * `not_owned`: nothing was paid for this address. `soft_bounce`: the report does not say that the mailbox is gone.
 */
export const BounceDecision = z.enum([
  "refunded",
  "already_refunded",
  "outside_window",
  "not_owned",
  "soft_bounce",
]);
export type BounceDecision = z.infer<typeof BounceDecision>;

export const BounceAnswer = z.object({
  status: BounceDecision,
  /** The refund in the statement; null where there is none. */
  entry: z.string().nullable(),
});
export type BounceAnswer = z.infer<typeof BounceAnswer>;

export const Bounce = BounceAnswer.extend({
  email: z.string(),
  /** As reported; of a report of more than 1,000 characters the part that decided, up to 1,000. */
  dsn: z.string(),
  received_at: Timestamp,
  reported_at: Timestamp,
});
export type Bounce = z.infer<typeof Bounce>;

export const BouncePage = pageOf(Bounce);
export type BouncePage = z.infer<typeof BouncePage>;
