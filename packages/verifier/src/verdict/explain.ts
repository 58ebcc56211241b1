import { readCatchAll } from "#verdict/catch-all.ts";
import type { BudgetEvidence, Evidence, FeedbackEvidence } from "#evidence/evidence.ts";
import type { Facts } from "#verdict/facts.ts";
import type { Reason, Verdict } from "#evidence/vocabulary.ts";

const SENTENCES: Readonly<Record<Reason, string>> = {
  accepted: "The mail host accepts this address and refuses one that nobody has.",
  accepts_all: "The mail host accepts every address of the domain, so its yes says nothing about this one.",
  accepts_all_unconfirmed:
    "The mail host accepts this address, but whether it would accept any other could not be measured.",
  mailbox_full_temporary: "The mailbox exists and is full for now.",
  restricted_recipient: "The mailbox exists and takes mail from certain senders only.",
  disposable: "The domain gives out mailboxes that are thrown away after use.",
  rate_limited_recipient: "The mailbox exists and is getting more mail than its host lets through.",
  syntax: "This is not an e-mail address.",
  domain_not_found: "The domain does not exist.",
  null_mx: "The domain declares that it takes no mail.",
  no_mail_host: "The domain has no mail host with a public address.",
  mailbox_not_found: "The mail host says that there is no such mailbox.",
  mailbox_disabled: "The mailbox was switched off.",
  mailbox_full: "The mailbox is full, and the mail host refuses mail for good.",
  moved: "The mail host says that the person has another address now.",
  domain_not_served: "None of the domain’s mail hosts takes mail for it.",
  greylisted: "The mail host puts off everybody it does not know yet; asking again later will tell.",
  rate_limited: "The mail host allows no more questions for now.",
  server_busy: "The mail host has trouble of its own for now.",
  blocked: "The mail host does not talk to us, which says nothing about the mailbox.",
  our_configuration:
    "The mail host objects to the way our side is set up, which says nothing about the mailbox.",
  timeout: "The mail host did not answer in the time allowed.",
  connection_failed: "No connection to a mail host came about, or it broke.",
  tls_failed: "The mail host insists on an encrypted connection, and none could be made.",
  dns_failure: "The domain’s name servers did not give a usable answer.",
  smtputf8_unsupported: "The address has letters that its mail host cannot handle.",
  cannot_verify: "The mail host does not tell whether the mailbox exists.",
};

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

function sentenceFor({ reason }: Verdict, facts: Facts | undefined): string {
  if (reason !== "accepts_all_unconfirmed" || facts === undefined) return SENTENCES[reason];
  const feedback = facts.evidence.find((seen) => seen.stage === "feedback");
  if (feedback !== undefined) return cameBack(feedback);
  return readCatchAll(facts.evidence).byShape ? BY_SHAPE : SENTENCES[reason];
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
