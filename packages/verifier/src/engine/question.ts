import type { MailHosts } from "#dns/mail-hosts.ts";
import type { DomainProbe } from "#engine/domain-probe.ts";
import type { Evidence, ProbeShape } from "#evidence/evidence.ts";

/** A domain in one call: its mail hosts, and the facts known so far. */
export interface DomainWork {
  readonly name: string;
  readonly hosts: MailHosts;
  readonly probe: DomainProbe;
  /** The part of each address's time limit that the look-up used. */
  readonly spentMs: number;
}

/** Hosts that a question avoids at first. */
export const NO_HOSTS: ReadonlySet<string> = new Set();

/** One RCPT: for an address, or for one that does not exist. Collects observations until it is answered. */
export interface Question {
  readonly stage: "rcpt" | "catch_all";
  /** The look of a random address. */
  readonly shape?: ProbeShape;
  readonly recipient: string;
  readonly smtputf8: boolean;
  readonly domain: DomainWork;
  readonly evidence: Evidence[];
  /** Names of hosts that do not serve the domain. Replaced, never changed, because questions share the set. */
  avoided: ReadonlySet<string>;
  /** Sessions in which it stayed unanswered. */
  tries: number;
  /** Instants of `performance.now()`; set when its first session begins. */
  startedAt?: number;
  deadlineAt?: number;
  /** Must be called once, when no more RCPT follows. */
  readonly answer: (accepted: boolean) => void;
  /** The question that replaces this one, when its answer says too little. */
  readonly followUp?: () => Question;
}

/** Its observations so far are the answer. */
export function giveUp(question: Question, seen: readonly Evidence[]): void {
  question.evidence.push(...seen);
  question.answer(false);
}
