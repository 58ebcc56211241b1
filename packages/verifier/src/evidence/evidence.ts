import type { SyntaxProblem } from "#address/problem.ts";

/** The stage of the dialogue with a mail host. `catch_all` is RCPT for an address that does not exist. */
export type SmtpStage = "connect" | "greeting" | "ehlo" | "starttls" | "mail_from" | "rcpt" | "catch_all";

/** The look of an address that does not exist: like a person's, or machine-made. */
export type ProbeShape = "name" | "token";

/** Why there was no reply. `budget` is the time limit of the address or the call, `timeout` that of one step. */
export type FailureCode =
  | "refused"
  | "unreachable"
  | "timeout"
  | "budget"
  | "reset"
  | "closed"
  | "tls"
  | "malformed"
  /** The operator's proxy did not reach a mail host. */
  | "proxy"
  | "smtputf8_missing";

/** A mail host of a domain, from DNS. */
export interface MailHostEvidence {
  readonly host: string;
  readonly preference: number;
  readonly addresses: readonly string[];
  /** Addresses that are not connected to, because they are not public. */
  readonly refused?: readonly string[];
  /** The resolver's answer for a host without addresses. */
  readonly failure?: string;
}

/**
 * One observation, without a judgement, so that better rules can judge it later.
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
  /** The egress was unhealthy at this time. */
  | { readonly stage: "egress"; readonly finding: "unhealthy"; readonly at: string };

/** No host was contacted, because the provider's budget was exhausted. */
export interface BudgetEvidence {
  readonly stage: "budget";
  /** Id, or the registrable domain of the mail host. */
  readonly provider: string;
  /** The local address or proxy; `default` when none is configured. */
  readonly egress: string;
  /** paused: the provider throttled · busy: enough sessions are open · rate: enough recipients this minute. */
  readonly reason: "paused" | "busy" | "rate";
  readonly retryAfterSeconds: number;
  readonly at: string;
}

/**
 * Bounces at a domain, as reported by senders of mail: of `accepted` addresses that its hosts accepted, and that seemed to be
 * mailboxes, `bounced` had a permanent bounce.
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
  /** The local address or proxy, when one is configured. */
  readonly egress?: string;
  readonly code: number;
  readonly enhanced?: string;
  readonly text: string;
  /** How many times the address was deferred before this reply. */
  readonly attempt?: number;
  /** The recipient of a `catch_all` probe. */
  readonly recipient?: string;
  /** Its look. */
  readonly shape?: ProbeShape;
  readonly at: string;
}

/** A dialogue that broke, or never began: `host` and `address` are empty when no connection was attempted. */
export interface SmtpFailureEvidence {
  readonly stage: SmtpStage;
  readonly host: string;
  readonly address: string;
  /** The local address or proxy, when one is configured. */
  readonly egress?: string;
  readonly failure: FailureCode;
  readonly detail?: string;
  readonly recipient?: string;
  readonly shape?: ProbeShape;
  readonly at: string;
}
