import { readCatchAll } from "#verdict/catch-all.ts";
import type { BudgetEvidence, Evidence, FeedbackEvidence } from "#evidence/evidence.ts";
import type { Facts } from "#verdict/facts.ts";
import { sentenceOf, type Verdict } from "#evidence/vocabulary.ts";

const OUT_OF_ORDER =
  "The mail host refuses the address, but our own sending side is out of order at the moment, so this proves nothing.";

/** Says why, in one sentence; with facts, also what the deciding host answered. */
export function explainVerdict(verdict: Verdict, facts?: Facts): string {
  const doubted = facts?.egressHealthy === "no" && facts.mailbox === "no";
  if (doubted && verdict.reason === "our_configuration") return OUT_OF_ORDER;
  const sentence = sentenceFor(verdict, facts);
  if (verdict.reason === "disposable" && facts?.disposableHost !== undefined) {
    return `${sentence} Its mail host ${facts.disposableHost} serves nothing else.`;
  }
  const finding = facts?.finding;
  if (finding === undefined) return sentence;
  if ("failure" in finding.evidence && finding.evidence.failure === "proxy")
    return proxyFailed(finding.evidence);
  if (finding.evidence.stage === "budget") return putOff(finding.evidence);
  if (!("code" in finding.evidence)) return sentence;
  if (
    finding.verdict.status !== verdict.status &&
    verdict.status !== "valid" &&
    verdict.status !== "catch_all"
  ) {
    return sentence;
  }
  const { host, code, enhanced, text } = finding.evidence;
  const answer = [code, enhanced, text].filter((part) => part !== undefined && part !== "").join(" ");
  return `${sentence} ${host} answered: ${answer}`;
}

function sentenceFor(verdict: Verdict, facts: Facts | undefined): string {
  if (verdict.reason !== "accepts_all_unconfirmed" || facts === undefined) return sentenceOf(verdict);
  const feedback = facts.evidence.find((seen) => seen.stage === "feedback");
  if (feedback !== undefined) return cameBack(feedback);
  return readCatchAll(facts.evidence).byShape ? BY_SHAPE : sentenceOf(verdict);
}

const BY_SHAPE =
  "The mail host accepts whatever looks like a name, made up or not, so its yes says nothing about this one.";

function cameBack({ bounced, accepted }: FeedbackEvidence): string {
  return `The mail host accepts this address, but of ${accepted} addresses of the domain that it accepted, mail to ${bounced} came back.`;
}

function proxyFailed(seen: Evidence): string {
  const sentence =
    "Our own proxy did not let us through to a mail host, which says nothing about the mailbox.";
  return "detail" in seen ? `${sentence} (${seen.detail})` : sentence;
}

const BUDGET_REASONS = {
  paused: "said that it was too much, and is left alone for now",
  busy: "has as many sessions with us as it takes",
  rate: "was asked for as many addresses as it takes in a minute",
} as const;

function putOff({ provider, reason, retryAfterSeconds }: BudgetEvidence): string {
  return `Nobody was asked: ${provider} ${BUDGET_REASONS[reason]}. The next question may be put in ${retryAfterSeconds} s.`;
}
