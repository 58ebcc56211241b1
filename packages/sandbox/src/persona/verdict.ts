/** The service's vocabulary (packages/verifier), which the sandbox may not import: the verifier's test compares them. */
export type Status = "valid" | "catch_all" | "risky" | "invalid" | "unknown";

export interface Verdict {
  readonly status: Status;
  readonly reason: string;
}

/** What a truthful verifier says about the addresses of a domain. */
export interface Truth {
  /** Of a mailbox that exists (`mailboxExists`). */
  readonly known: Verdict;
  /** Of any other. */
  readonly unknown: Verdict;
  /** By local part, before the two above. */
  readonly exceptions?: Readonly<Record<string, Verdict>>;
  /**
   * By local part, likewise, but of hosts that speak about the asker: whoever meets such a reply is right to stop there, so
   * that these are no samples to be asked together with others.
   */
  readonly apart?: Readonly<Record<string, Verdict>>;
  /** What it says when it asks again after so long, where that is something else. */
  readonly later?: { readonly afterMs: number; readonly known: Verdict; readonly unknown: Verdict };
}

export const ACCEPTED: Verdict = { status: "valid", reason: "accepted" };
export const NOT_FOUND: Verdict = { status: "invalid", reason: "mailbox_not_found" };

/** Mailboxes are told apart. */
export const TOLD_APART: Truth = { known: ACCEPTED, unknown: NOT_FOUND };

/** The same of every address. */
export function sameForAll(status: Status, reason: string): Truth {
  const verdict = { status, reason };
  return { known: verdict, unknown: verdict };
}

/** Something else of those that exist. */
export function known(status: Status, reason: string): Truth {
  return { known: { status, reason }, unknown: NOT_FOUND };
}

const REASONS: Readonly<Record<Exclude<Status, "unknown">, readonly string[]>> = {
  valid: ["accepted"],
  catch_all: ["accepts_all", "accepts_all_unconfirmed"],
  risky: ["mailbox_full_temporary", "restricted_recipient", "rate_limited_recipient"],
  invalid: ["mailbox_not_found", "mailbox_disabled", "mailbox_full", "moved", "null_mx", "domain_not_served"],
};

/** The verdict that a reason belongs to: every other reason leaves it unknown. */
export function verdictFor(reason: string): Verdict {
  for (const [status, reasons] of Object.entries(REASONS)) {
    if (reasons.includes(reason)) return { status: status as Status, reason };
  }
  return { status: "unknown", reason };
}
