import type { Reason } from "#evidence/vocabulary.ts";

/**
 * The scope of a reply, which determines what follows from it.
 * mailbox: this address alone · domain: the domain at this host · session: this connection, a new one may succeed ·
 * host: a problem of the host · provider: the rate of queries · egress: the sender.
 */
export type Scope = "mailbox" | "domain" | "session" | "host" | "provider" | "egress";

/** One row of the table. All given conditions must be met; the first matching row decides. */
export interface Rule {
  readonly id: string;
  /** Reply codes; absent = all of the table's class. */
  readonly codes?: readonly number[];
  /** Subject and detail of the enhanced code (RFC 3463), `1.1`; its class repeats the reply's, or is wrong. */
  readonly enhanced?: readonly string[] | RegExp;
  /** On text folded by `foldText`. */
  readonly text?: RegExp;
  /** On text folded by `foldText`: must not match. */
  readonly unless?: RegExp;
  readonly reason: Reason;
  readonly scope: Scope;
}

/** Rules for one class of reply at one stage. The rules of the host's provider come between the two. */
export interface RuleTable {
  /** By enhanced code, and by texts to which hosts give wrong codes. */
  readonly codes: readonly Rule[];
  /** By text and, last, by the class alone: ends in a rule without conditions. */
  readonly texts: readonly Rule[];
}

/** Meanings of texts at the hosts of one provider, or of several with one system, and nowhere else. */
export interface ProviderRules {
  /** Ids of mail providers (`#provider`). */
  readonly providers: readonly string[];
  /** 5xx at RCPT. */
  readonly permanent?: readonly Rule[];
  /** 4xx at RCPT. */
  readonly transient?: readonly Rule[];
  /** 4xx and 5xx before RCPT. */
  readonly early?: readonly Rule[];
}
