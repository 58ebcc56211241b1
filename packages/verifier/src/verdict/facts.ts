import type { Flags } from "#address/flags.ts";
import { classifyReply, type Classification } from "#reply/classify.ts";
import type { Evidence, FailureCode, SmtpFailureEvidence, SmtpReplyEvidence } from "#verdict/evidence.ts";
import { verdictOf, type Ternary, type UnknownReason, type Verdict } from "#verdict/vocabulary.ts";

/** What is known about one address: each fact measured or not. A verdict follows from nothing else. */
export interface Facts {
  /** It is an address. */
  readonly syntax: Ternary;
  /** Its domain exists. */
  readonly domain: Ternary;
  /** The domain takes mail: no null MX (RFC 7505). */
  readonly acceptsMail: Ternary;
  /** A mail host with a public address is named. */
  readonly mailHost: Ternary;
  /** The mail host takes mail for this address; `no` also where it says so of the whole domain. */
  readonly mailbox: Ternary;
  /** The mail host takes mail for addresses that nobody has. */
  readonly catchAll: Ternary;
  readonly disposable: Ternary;
  /** Our own sending side is in order. While it is `no`, a refusal says more about us than about the mailbox. */
  readonly egressHealthy: Ternary;
  /** What the deciding reply or failure says, where one was met. */
  readonly finding?: Finding;
  readonly evidence: readonly Evidence[];
}

export interface Finding {
  readonly verdict: Verdict;
  /** Id of the rule, or the failure's code. */
  readonly rule: string;
  readonly retryAfterSeconds?: number;
  readonly evidence: Evidence;
}

export interface FactsContext {
  readonly flags?: Pick<Flags, "disposable"> | undefined;
  readonly egressHealthy?: Ternary | undefined;
}

/** Reads observations as facts. Pure: stored evidence can be read again after a rule has changed. */
export function deriveFacts(evidence: readonly Evidence[], context: FactsContext = {}): Facts {
  let [syntax, domain, acceptsMail, mailHost]: Ternary[] = ["yes", "unmeasured", "unmeasured", "unmeasured"];
  let failure: Finding | undefined;
  for (const seen of evidence) {
    if (seen.stage === "syntax") syntax = "no";
    else if (seen.stage === "domain") domain = "no";
    else if (seen.stage === "dns") {
      if (seen.outcome === "failure") {
        failure = { verdict: verdictOf("dns_failure"), rule: seen.failure ?? "dns", evidence: seen };
        continue;
      }
      domain = seen.outcome === "not_found" ? "no" : "yes";
      if (domain === "yes") acceptsMail = seen.outcome === "null_mx" ? "no" : "yes";
      if (acceptsMail === "yes") mailHost = seen.outcome === "no_host" ? "no" : "yes";
    }
  }
  const finding = decide(evidence) ?? failure;
  const facts = {
    syntax: syntax ?? "yes",
    domain: domain ?? "unmeasured",
    acceptsMail: acceptsMail ?? "unmeasured",
    mailHost: mailHost ?? "unmeasured",
    mailbox: mailboxOf(finding?.verdict),
    catchAll: catchAllOf(evidence),
    disposable: ternary(context.flags?.disposable),
    egressHealthy: context.egressHealthy ?? "unmeasured",
    evidence,
  };
  return finding === undefined ? facts : { ...facts, finding };
}

/**
 * Chooses what decides: a reply about the mailbox before a reply about something else, a reply to RCPT before an
 * earlier one, any reply before a failure, and of equals the later.
 */
function decide(evidence: readonly Evidence[]): Finding | undefined {
  let best: Finding | undefined;
  let bestRank = 0;
  for (const seen of evidence) {
    if (!isSmtp(seen) || seen.stage === "catch_all") continue;
    const [rank, finding] = "code" in seen ? judgeReply(seen, evidence) : judgeFailure(seen);
    if (rank < bestRank) continue;
    best = finding;
    bestRank = rank;
  }
  return best;
}

function judgeReply(seen: SmtpReplyEvidence, evidence: readonly Evidence[]): [rank: number, Finding] {
  const classified = classifyReply(seen);
  const verdict = settle(classified, seen, evidence);
  const finding = { verdict, rule: classified.rule, evidence: seen };
  const wait = classified.retryAfterSeconds;
  const judged = wait === undefined ? finding : { ...finding, retryAfterSeconds: wait };
  if (verdict.status !== "unknown") return [5, judged];
  if (seen.stage !== "rcpt") return [2, judged];
  return [classified.scope === "session" ? 3 : 4, judged];
}

/** Two readings that need more than the reply itself. */
function settle(
  { verdict }: Classification,
  seen: SmtpReplyEvidence,
  evidence: readonly Evidence[],
): Verdict {
  if (verdict.reason === "domain_not_served" && !deniedEverywhere(evidence))
    return verdictOf("cannot_verify");
  if (verdict.reason === "our_configuration" && seen.code === 530 && tlsFailed(evidence)) {
    return verdictOf("tls_failed");
  }
  return verdict;
}

/** One host that does not serve a domain may be a leftover MX; all of them together mean it. */
function deniedEverywhere(evidence: readonly Evidence[]): boolean {
  const denied = new Set<string>();
  for (const seen of evidence) {
    if (seen.stage !== "rcpt" || !("code" in seen)) continue;
    if (classifyReply(seen).verdict.reason === "domain_not_served") denied.add(seen.host);
  }
  return evidence.every(
    (seen) =>
      seen.stage !== "dns" ||
      seen.hosts.every(({ host, addresses }) => addresses.length === 0 || denied.has(host)),
  );
}

function tlsFailed(evidence: readonly Evidence[]): boolean {
  return evidence.some((seen) => "failure" in seen && seen.failure === "tls");
}

const FAILURE_REASONS: Readonly<Record<FailureCode, UnknownReason>> = {
  refused: "connection_failed",
  unreachable: "connection_failed",
  reset: "connection_failed",
  closed: "connection_failed",
  timeout: "timeout",
  budget: "timeout",
  tls: "tls_failed",
  malformed: "cannot_verify",
  smtputf8_missing: "smtputf8_unsupported",
};

function judgeFailure(seen: SmtpFailureEvidence): [rank: number, Finding] {
  const verdict = verdictOf(FAILURE_REASONS[seen.failure]);
  return [seen.failure === "smtputf8_missing" ? 4 : 1, { verdict, rule: seen.failure, evidence: seen }];
}

function mailboxOf(verdict: Verdict | undefined): Ternary {
  if (verdict === undefined || verdict.status === "unknown") return "unmeasured";
  return verdict.status === "invalid" ? "no" : "yes";
}

/**
 * Only an acceptance or a refusal of the random address itself counts; a block or a “later” measures nothing. Neither does
 * a refusal by a host that sends back later what it accepts: it knows probes from mail.
 */
function catchAllOf(evidence: readonly Evidence[]): Ternary {
  let fact: Ternary = "unmeasured";
  let bounces = false;
  for (const seen of evidence) {
    if (seen.stage === "feedback") bounces = true;
    if (seen.stage !== "catch_all" || !("code" in seen)) continue;
    const { verdict, scope } = classifyReply(seen);
    if (verdict.status === "catch_all") fact = "yes";
    else if (verdict.status === "invalid" && scope === "mailbox") fact = "no";
  }
  return bounces && fact === "no" ? "unmeasured" : fact;
}

function isSmtp(seen: Evidence): seen is SmtpReplyEvidence | SmtpFailureEvidence {
  return (
    seen.stage !== "syntax" && seen.stage !== "domain" && seen.stage !== "dns" && seen.stage !== "feedback"
  );
}

function ternary(value: boolean | undefined): Ternary {
  if (value === undefined) return "unmeasured";
  return value ? "yes" : "no";
}
