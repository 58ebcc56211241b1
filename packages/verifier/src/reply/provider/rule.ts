import type { Reason } from "#evidence/vocabulary.ts";

/**
 * What a reply is about, and so what follows from it.
 * mailbox: this address alone · domain: the domain at this host · session: this connection, a new one may do ·
 * host: the host's own trouble · provider: how much we ask of it · egress: who we are.
 */
export type Scope = "mailbox" | "domain" | "session" | "host" | "provider" | "egress";

/** One row of the table. All conditions that are present must hold; the first row that holds decides. */
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

/** Rules for one class of reply at one stage. What a provider's host answers is looked up between the two. */
export interface RuleTable {
  /** By enhanced code, and those readings of the text that hosts give wrong codes to. */
  readonly codes: readonly Rule[];
  /** By text and, last of all, by the class alone: ends in a rule without conditions. */
  readonly texts: readonly Rule[];
}

/** What the hosts of one provider, or of several with one system, mean by their words: nobody else is read so. */
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
