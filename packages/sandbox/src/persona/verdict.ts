/** The service's vocabulary (packages/verifier), which the sandbox may not import: the verifier's test compares them. */
export type Status = "valid" | "catch_all" | "risky" | "invalid" | "unknown";

export interface Verdict {
  readonly status: Status;
  readonly reason: string;
}

/** The correct verdicts about the addresses of a domain. */
export interface Truth {
  /** Of a mailbox that exists (`mailboxExists`). */
  readonly known: Verdict;
  /** Of any other. */
  readonly unknown: Verdict;
  /** By local part; takes precedence over the two above. */
  readonly exceptions?: Readonly<Record<string, Verdict>>;
  /**
   * By local part, likewise, but with replies about the sender. A verifier rightly stops after such a reply, so these are not
   * samples that can be verified together with others.
   */
  readonly apart?: Readonly<Record<string, Verdict>>;
  /** The verdict of a retry after this time, if it differs. */
  readonly later?: { readonly afterMs: number; readonly known: Verdict; readonly unknown: Verdict };
}

export const ACCEPTED: Verdict = { status: "valid", reason: "accepted" };
export const NOT_FOUND: Verdict = { status: "invalid", reason: "mailbox_not_found" };

/** The server distinguishes mailboxes. */
export const TOLD_APART: Truth = { known: ACCEPTED, unknown: NOT_FOUND };

/** The same verdict for every address. */
export function sameForAll(status: Status, reason: string): Truth {
  const verdict = { status, reason };
  return { known: verdict, unknown: verdict };
}

/** Another verdict for mailboxes that exist. */
export function known(status: Status, reason: string): Truth {
  return { known: { status, reason }, unknown: NOT_FOUND };
}

const REASONS: Readonly<Record<Exclude<Status, "unknown">, readonly string[]>> = {
  valid: ["accepted"],
  catch_all: ["accepts_all", "accepts_all_unconfirmed"],
  risky: ["mailbox_full_temporary", "restricted_recipient", "rate_limited_recipient"],
  invalid: ["mailbox_not_found", "mailbox_disabled", "mailbox_full", "moved", "null_mx", "domain_not_served"],
};

/** The verdict of a reason: all other reasons leave it unknown. */
export function verdictFor(reason: string): Verdict {
  for (const [status, reasons] of Object.entries(REASONS)) {
    if (reasons.includes(reason)) return { status: status as Status, reason };
  }
  return { status: "unknown", reason };
}
