import type { Judge, Why } from "@winnow/core";
import {
  CLASSIFIER_VERSION,
  deriveFacts,
  deriveVerdict,
  explainVerdict,
  VERDICT_VERSION,
  type Evidence,
  type Facts,
  type Verdict,
} from "@winnow/verifier";

/** Today's rules, applied to evidence of any time. */
export const verdictJudge: Judge = {
  versions: { classifier: CLASSIFIER_VERSION, verdict: VERDICT_VERSION },
  judge(evidence, { flags, egressUnhealthy }) {
    const facts = deriveFacts(evidence as readonly Evidence[], {
      flags: { disposable: flags.includes("disposable"), privacyRelay: flags.includes("privacy_relay") },
      ...(egressUnhealthy && { egressHealthy: "no" }),
    });
    const verdict = deriveVerdict(facts);
    const { status, reason } = verdict;
    return { verdict: { status, reason }, why: explainFacts(verdict, facts) };
  },
};

/** The reason of a verdict in words, with and without the mail host's reply. */
export function explainFacts(verdict: Verdict, facts: Facts): Why {
  return { brief: explainVerdict(verdict), full: explainVerdict(verdict, facts) };
}
