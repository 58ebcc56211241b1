import type { Facts } from "#verdict/facts.ts";
import { verdictOf, type Reason, type Verdict } from "#evidence/vocabulary.ts";

/** Changes whenever the same facts would give another verdict. */
export const VERDICT_VERSION = "2026-11-26.1";

export type DerivedVerdict = Verdict & {
  /** Always null: a score is calibrated on outcomes (bounces, rechecks), which whoever keeps them has to do. */
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
  // Whoever throws the address away tomorrow is a risk today, whatever the host says.
  if (facts.disposable === "yes") return verdictOf("disposable");
  if (facts.mailbox === "yes") {
    if (found?.status === "risky") return found;
    if (facts.catchAll === "yes") return verdictOf("accepts_all");
    return verdictOf(facts.catchAll === "no" ? "accepted" : "accepts_all_unconfirmed");
  }
  return found?.status === "unknown" ? found : verdictOf("cannot_verify");
}

/** Why a later attempt may say more. */
export type DeferralCause = "greylisted" | "rate_limited" | "server_busy" | "egress_unhealthy";

export interface Deferral {
  readonly cause: DeferralCause;
  /** As the host named it; absent when it did not. */
  readonly retryAfterSeconds?: number;
}

/** Nothing on our side changes these. */
const OWN_REASONS: ReadonlySet<Reason> = new Set(["dns_failure", "smtputf8_unsupported"]);

/** @returns when to ask again, for the verdicts that waiting can change. */
export function deriveDeferral(facts: Facts, verdict: Verdict): Deferral | undefined {
  const { status, reason } = verdict;
  const last = facts.evidence.at(-1);
  if (reason === "accepts_all_unconfirmed" && last?.stage === "budget") {
    // Nobody could be asked whether everything is accepted.
    return { cause: "rate_limited", retryAfterSeconds: last.retryAfterSeconds };
  }
  if (reason !== "greylisted" && reason !== "rate_limited" && reason !== "server_busy") {
    // Whatever a mail host did or did not say, it was asked by somebody who was out of order.
    const doubted = facts.egressHealthy === "no" && status === "unknown" && !OWN_REASONS.has(reason);
    return doubted ? { cause: "egress_unhealthy" } : undefined;
  }
  const wait = facts.finding?.retryAfterSeconds;
  return wait === undefined ? { cause: reason } : { cause: reason, retryAfterSeconds: wait };
}
