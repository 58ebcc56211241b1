import type { Reason } from "#verdict/vocabulary.ts";

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
  /** Domain suffixes of the answering host. */
  readonly hosts?: readonly string[];
  /** On text folded by `foldText`. */
  readonly text?: RegExp;
  /** On text folded by `foldText`: must not match. */
  readonly unless?: RegExp;
  readonly reason: Reason;
  readonly scope: Scope;
}
