import type { Facts } from "#verdict/facts.ts";
import type { Reason, Verdict } from "#verdict/vocabulary.ts";

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

/** Says why, in one sentence; with facts, also what the deciding host answered. */
export function explainVerdict(verdict: Verdict, facts?: Facts): string {
  const sentence = sentenceOf(verdict, facts);
  const finding = facts?.finding;
  if (finding === undefined || !("code" in finding.evidence)) return sentence;
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

function sentenceOf({ reason }: Verdict, facts: Facts | undefined): string {
  const feedback = facts?.evidence.find((seen) => seen.stage === "feedback");
  if (feedback === undefined || reason !== "accepts_all_unconfirmed") return SENTENCES[reason];
  const { bounced, accepted } = feedback;
  return `The mail host accepts this address, but of ${accepted} addresses of the domain that it accepted, mail to ${bounced} came back.`;
}
