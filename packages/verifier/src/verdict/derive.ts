import type { Facts } from "#verdict/facts.ts";
import { verdictOf, type Reason, type Verdict } from "#evidence/vocabulary.ts";

/** Changes when the same facts would give another verdict. */
export const VERDICT_VERSION = "2026-11-26.1";

export type DerivedVerdict = Verdict & {
  /** Always null: a score is calibrated with outcomes (bounces, rechecks), which this library does not have. */
  readonly score: null;
  readonly version: string;
};

/** The verdict that follows from facts. Pure. */
export function deriveVerdict(facts: Facts): DerivedVerdict {
  return { ...decide(facts), score: null, version: VERDICT_VERSION };
}

function decide(facts: Facts): Verdict {
  if (facts.syntax === "no") return verdictOf("syntax");
  if (facts.domain === "no") return verdictOf("domain_not_found");
  if (facts.acceptsMail === "no") return verdictOf("null_mx");
  if (facts.mailHost === "no") return verdictOf("no_mail_host");
  const found = facts.finding?.verdict;
  if (facts.mailbox === "no") {
    if (facts.egressHealthy === "no") return verdictOf("our_configuration");
    return found?.status === "invalid" ? found : verdictOf("mailbox_not_found");
  }
  // A throw-away mailbox is a risk, whatever the host says.
  if (facts.disposable === "yes") return verdictOf("disposable");
  if (facts.mailbox === "yes") {
    if (found?.status === "risky") return found;
    if (facts.catchAll === "yes") return verdictOf("accepts_all");
    return verdictOf(facts.catchAll === "no" ? "accepted" : "accepts_all_unconfirmed");
  }
  return found?.status === "unknown" ? found : verdictOf("cannot_verify");
}

/** Why a later attempt may give a better answer. */
export type DeferralCause = "greylisted" | "rate_limited" | "server_busy" | "egress_unhealthy";

export interface Deferral {
  readonly cause: DeferralCause;
  /** As the host named it; absent when it did not. */
  readonly retryAfterSeconds?: number;
}

/** Reasons that the egress cannot cause. */
const OWN_REASONS: ReadonlySet<Reason> = new Set(["dns_failure", "smtputf8_unsupported"]);

/** @returns when to retry, for verdicts that may change with time. */
export function deriveDeferral(facts: Facts, verdict: Verdict): Deferral | undefined {
  const { status, reason } = verdict;
  const last = facts.evidence.at(-1);
  if (reason === "accepts_all_unconfirmed" && last?.stage === "budget") {
    // The budget deferred the catch-all probe.
    return { cause: "rate_limited", retryAfterSeconds: last.retryAfterSeconds };
  }
  if (reason !== "greylisted" && reason !== "rate_limited" && reason !== "server_busy") {
    // Replies to an unhealthy egress prove nothing.
    const doubted = facts.egressHealthy === "no" && status === "unknown" && !OWN_REASONS.has(reason);
    return doubted ? { cause: "egress_unhealthy" } : undefined;
  }
  const wait = facts.finding?.retryAfterSeconds;
  return wait === undefined ? { cause: reason } : { cause: reason, retryAfterSeconds: wait };
}
