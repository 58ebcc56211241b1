import { z } from "zod";
import { Timestamp, pageOf } from "../page.ts";

/** An email that was paid for, was written to, and came back. */
export const ReportBounce = z.strictObject({
  email: z.string().min(3).max(320),
  /** The status of the delivery report (RFC 3464): `5.1.1`, or the whole diagnostic text. */
  dsn: z.string().min(3).max(1000),
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
  dsn: z.string(),
  received_at: Timestamp,
  reported_at: Timestamp,
});
export type Bounce = z.infer<typeof Bounce>;

export const BouncePage = pageOf(Bounce);
export type BouncePage = z.infer<typeof BouncePage>;
