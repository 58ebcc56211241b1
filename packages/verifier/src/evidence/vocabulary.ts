import type { EmailStatus } from "@winnow/contracts";

/** Every verdict: status → its reasons. The vocabulary of `Verdict`, in the order it is documented. */
export const VERDICTS = {
  valid: ["accepted"],
  catch_all: ["accepts_all", "accepts_all_unconfirmed"],
  risky: ["mailbox_full_temporary", "restricted_recipient", "disposable", "rate_limited_recipient"],
  invalid: [
    "syntax",
    "domain_not_found",
    "null_mx",
    "no_mail_host",
    "mailbox_not_found",
    "mailbox_disabled",
    "mailbox_full",
    "moved",
    "domain_not_served",
  ],
  unknown: [
    "greylisted",
    "rate_limited",
    "server_busy",
    "blocked",
    "our_configuration",
    "timeout",
    "connection_failed",
    "tls_failed",
    "dns_failure",
    "smtputf8_unsupported",
    "cannot_verify",
  ],
} as const satisfies Readonly<Record<EmailStatus, readonly string[]>>;

export type Status = keyof typeof VERDICTS;
export type Reason = (typeof VERDICTS)[Status][number];
export type InvalidReason = (typeof VERDICTS)["invalid"][number];
export type UnknownReason = (typeof VERDICTS)["unknown"][number];

/** A status with one of its own reasons. */
export type Verdict = {
  [S in Status]: { readonly status: S; readonly reason: (typeof VERDICTS)[S][number] };
}[Status];

const BY_REASON = Object.fromEntries(
  Object.entries(VERDICTS).flatMap(([status, reasons]) =>
    reasons.map((reason) => [reason, Object.freeze({ status, reason })]),
  ),
) as unknown as Record<Reason, Verdict>;

/** The verdict that a reason belongs to: reasons are unique over all statuses. */
export function verdictOf(reason: Reason): Verdict {
  return BY_REASON[reason];
}

/** What is known about something: measured and true, measured and false, or not measured. */
export type Ternary = "yes" | "no" | "unmeasured";
