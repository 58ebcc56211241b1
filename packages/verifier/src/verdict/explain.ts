import { readCatchAll } from "#verdict/catch-all.ts";
import type { BudgetEvidence, Evidence, FeedbackEvidence } from "#evidence/evidence.ts";
import type { Facts } from "#verdict/facts.ts";
import { sentenceOf, type Verdict } from "#evidence/vocabulary.ts";

const OUT_OF_ORDER =
  "The mail host refuses the address, but this server's own connection to mail hosts is unhealthy at the moment, so this proves nothing.";

/** The reason in one sentence; with facts, also the reply of the deciding host. */
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
  "The mail host accepts every address that looks like a name, so its acceptance proves nothing about this one.";

function cameBack({ bounced, accepted }: FeedbackEvidence): string {
  return `The mail host accepts this address, but of ${accepted} addresses of the domain that it accepted, mail to ${bounced} bounced.`;
}

function proxyFailed(seen: Evidence): string {
  const sentence = "This server's own proxy did not reach a mail host, which says nothing about the mailbox.";
  return "detail" in seen ? `${sentence} (${seen.detail})` : sentence;
}

const BUDGET_REASONS = {
  paused: "has throttled this server, and is not contacted for now",
  busy: "has as many sessions with this server as it allows",
  rate: "has received as many addresses as it allows in a minute",
} as const;

function putOff({ provider, reason, retryAfterSeconds }: BudgetEvidence): string {
  return `No mail host was contacted: ${provider} ${BUDGET_REASONS[reason]}. The next attempt is possible in ${retryAfterSeconds} s.`;
}
