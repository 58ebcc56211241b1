import type { Flags } from "#address/flags.ts";
import { isDisposableMailHost } from "#list/disposable.ts";
import { classifyReply, type Classification } from "#reply/classify.ts";
import { readCatchAll } from "#verdict/catch-all.ts";
import type {
  BudgetEvidence,
  Evidence,
  FailureCode,
  SmtpFailureEvidence,
  SmtpReplyEvidence,
} from "#evidence/evidence.ts";
import { verdictOf, type Ternary, type UnknownReason, type Verdict } from "#evidence/vocabulary.ts";

/** The facts about one address, each measured or not. A verdict follows from nothing else. */
export interface Facts {
  /** It is an address. */
  readonly syntax: Ternary;
  /** Its domain exists. */
  readonly domain: Ternary;
  /** The domain accepts mail: no null MX (RFC 7505). */
  readonly acceptsMail: Ternary;
  /** The domain has a mail host with a public address. */
  readonly mailHost: Ternary;
  /** The mail host accepts mail for this address; `no` also when it refuses the whole domain. */
  readonly mailbox: Ternary;
  /** The mail host accepts mail for addresses that do not exist. */
  readonly catchAll: Ternary;
  readonly disposable: Ternary;
  /** A mail host of the domain that serves throw-away mailboxes: enough for `disposable`, listed or not. */
  readonly disposableHost?: string;
  /** The egress is healthy. While it is `no`, a refusal says more about the sender than about the mailbox. */
  readonly egressHealthy: Ternary;
  /** The meaning of the deciding reply or failure, if there is one. */
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
  readonly flags?: Partial<Pick<Flags, "disposable" | "privacyRelay">> | undefined;
  readonly egressHealthy?: Ternary | undefined;
}

/** Derives facts from observations. Pure: stored evidence can be judged again after a rule has changed. */
export function deriveFacts(evidence: readonly Evidence[], context: FactsContext = {}): Facts {
  let [syntax, domain, acceptsMail, mailHost]: Ternary[] = ["yes", "unmeasured", "unmeasured", "unmeasured"];
  let egressHealthy = context.egressHealthy ?? "unmeasured";
  let failure: Finding | undefined;
  for (const seen of evidence) {
    if (seen.stage === "egress") egressHealthy = "no";
    else if (seen.stage === "syntax") syntax = "no";
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
  const finding = withBudgetWait(decide(evidence), evidence) ?? failure;
  const disposableHost = disposableHostOf(evidence, context.flags);
  const facts = {
    syntax: syntax ?? "yes",
    domain: domain ?? "unmeasured",
    acceptsMail: acceptsMail ?? "unmeasured",
    mailHost: mailHost ?? "unmeasured",
    mailbox: mailboxOf(finding?.verdict),
    catchAll: readCatchAll(evidence).fact,
    disposable: disposableHost === undefined ? ternary(context.flags?.disposable) : ("yes" as const),
    ...(disposableHost === undefined ? {} : { disposableHost }),
    egressHealthy,
    evidence,
  };
  return finding === undefined ? facts : { ...facts, finding };
}

/** An unlisted domain is recognized by its mail hosts. */
function disposableHostOf(evidence: readonly Evidence[], flags: FactsContext["flags"]): string | undefined {
  if (flags?.privacyRelay === true) return undefined;
  for (const seen of evidence) {
    if (seen.stage !== "dns") continue;
    const found = seen.hosts.find(({ host }) => isDisposableMailHost(host));
    if (found !== undefined) return found.host;
  }
  return undefined;
}

/**
 * Chooses the deciding observation: a reply about the mailbox before other replies, a reply to RCPT before an earlier one, any
 * reply before a failure, and the later of equal ones.
 */
function decide(evidence: readonly Evidence[]): Finding | undefined {
  let best: Finding | undefined;
  let bestRank = 0;
  for (const seen of evidence) {
    const judged = judge(seen, evidence);
    if (judged === undefined) continue;
    const [rank, finding] = judged;
    if (rank < bestRank) continue;
    best = finding;
    bestRank = rank;
  }
  return best;
}

/** An address deferred by a host and then by the provider's budget waits for the later of the two. */
function withBudgetWait(finding: Finding | undefined, evidence: readonly Evidence[]): Finding | undefined {
  if (finding?.verdict.status !== "unknown") return finding;
  const waits = evidence.flatMap((seen) => (seen.stage === "budget" ? [seen.retryAfterSeconds] : []));
  if (waits.length === 0) return finding;
  return { ...finding, retryAfterSeconds: Math.max(finding.retryAfterSeconds ?? 0, ...waits) };
}

function judge(seen: Evidence, evidence: readonly Evidence[]): [rank: number, Finding] | undefined {
  if (seen.stage === "budget") return judgeBudget(seen);
  if (!isSmtp(seen) || seen.stage === "catch_all") return undefined;
  return "code" in seen ? judgeReply(seen, evidence) : judgeFailure(seen);
}

/** A host's reply about a recipient takes precedence; otherwise an exhausted budget is the latest observation. */
function judgeBudget(seen: BudgetEvidence): [rank: number, Finding] {
  const { reason, retryAfterSeconds } = seen;
  const verdict = verdictOf("rate_limited");
  return [3, { verdict, rule: `budget.${reason}`, retryAfterSeconds, evidence: seen }];
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

/** One host that does not serve a domain may be a leftover MX; all of them together mean that it is not served. */
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
  proxy: "connection_failed",
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

function isSmtp(seen: Evidence): seen is SmtpReplyEvidence | SmtpFailureEvidence {
  return "host" in seen;
}

function ternary(value: boolean | undefined): Ternary {
  if (value === undefined) return "unmeasured";
  return value ? "yes" : "no";
}
