import type { SyntaxProblem } from "#address/problem.ts";

/** Where in the dialogue with a mail host something was seen. `catch_all` is RCPT for an address that nobody has. */
export type SmtpStage = "connect" | "greeting" | "ehlo" | "starttls" | "mail_from" | "rcpt" | "catch_all";

/** How an address looks that nobody has: like a person's, or made by a machine. */
export type ProbeShape = "name" | "token";

/** Why no reply came. `budget` is the time allowed for the address or the call, `timeout` that for one step. */
export type FailureCode =
  | "refused"
  | "unreachable"
  | "timeout"
  | "budget"
  | "reset"
  | "closed"
  | "tls"
  | "malformed"
  /** Our own proxy did not get as far as a mail host. */
  | "proxy"
  | "smtputf8_missing";

/** A mail host of a domain as DNS gave it. */
export interface MailHostEvidence {
  readonly host: string;
  readonly preference: number;
  readonly addresses: readonly string[];
  /** Addresses that are never connected to, because they are not public. */
  readonly refused?: readonly string[];
  /** What the resolver answered for a host without addresses. */
  readonly failure?: string;
}

/**
 * One observation, as it was seen and without judgement, so that a better rule can judge it again later.
 * Plain JSON: strings, numbers, arrays. `at` is ISO 8601 in UTC.
 */
export type Evidence =
  | {
      readonly stage: "syntax";
      readonly problem: SyntaxProblem;
      readonly position: number;
      readonly at: string;
    }
  | { readonly stage: "domain"; readonly finding: "special_use"; readonly name: string; readonly at: string }
  | {
      readonly stage: "dns";
      readonly outcome: "hosts" | "implicit" | "null_mx" | "not_found" | "no_host" | "failure";
      readonly domain: string;
      readonly hosts: readonly MailHostEvidence[];
      /** The resolver's error code, for `failure`. */
      readonly failure?: string;
      readonly at: string;
    }
  | BudgetEvidence
  | FeedbackEvidence
  | SmtpReplyEvidence
  | SmtpFailureEvidence
  /** Our own side was known to be out of order when this was asked. */
  | { readonly stage: "egress"; readonly finding: "unhealthy"; readonly at: string };

/** Nobody was asked, because the provider is being asked enough. */
export interface BudgetEvidence {
  readonly stage: "budget";
  /** Id, or the registrable domain of the mail host. */
  readonly provider: string;
  /** Own address or proxy; `default` where none is configured. */
  readonly egress: string;
  /** paused: it wants to be left alone · busy: enough sessions are under way · rate: enough for a minute. */
  readonly reason: "paused" | "busy" | "rate";
  readonly retryAfterSeconds: number;
  readonly at: string;
}

/**
 * What came back later from a domain, as whoever sends mail reported it: of `accepted` addresses that its hosts took, and
 * that seemed to be mailboxes, mail to `bounced` of them bounced for good.
 */
export interface FeedbackEvidence {
  readonly stage: "feedback";
  readonly finding: "accepts_then_bounces";
  readonly domain: string;
  readonly accepted: number;
  readonly bounced: number;
  readonly at: string;
}

/** A reply of a mail host. */
export interface SmtpReplyEvidence {
  readonly stage: SmtpStage;
  readonly host: string;
  readonly address: string;
  /** Own address or proxy that asked, where one is configured. */
  readonly egress?: string;
  readonly code: number;
  readonly enhanced?: string;
  readonly text: string;
  /** How many times the address was deferred before this reply. */
  readonly attempt?: number;
  /** The recipient of a `catch_all` probe. */
  readonly recipient?: string;
  /** How it looks. */
  readonly shape?: ProbeShape;
  readonly at: string;
}

/** A dialogue that broke, or never began: `host` and `address` are empty when no host was reached for. */
export interface SmtpFailureEvidence {
  readonly stage: SmtpStage;
  readonly host: string;
  readonly address: string;
  /** Own address or proxy that asked, where one is configured. */
  readonly egress?: string;
  readonly failure: FailureCode;
  readonly detail?: string;
  readonly recipient?: string;
  readonly shape?: ProbeShape;
  readonly at: string;
}
