import type { MailHosts } from "#dns/mail-hosts.ts";
import type { DomainProbe } from "#engine/domain-probe.ts";
import type { Evidence, ProbeShape } from "#evidence/evidence.ts";

/** A domain in one call: where its mail goes, and what is known about it so far. */
export interface DomainWork {
  readonly name: string;
  readonly hosts: MailHosts;
  readonly probe: DomainProbe;
  /** What the look-up took of each address's time budget. */
  readonly spentMs: number;
}

/** What a question avoids at first. */
export const NO_HOSTS: ReadonlySet<string> = new Set();

/** One RCPT to be asked: for an address, or for one that nobody has. Collects what is seen until it is answered. */
export interface Question {
  readonly stage: "rcpt" | "catch_all";
  /** How the address looks that nobody has. */
  readonly shape?: ProbeShape;
  readonly recipient: string;
  readonly smtputf8: boolean;
  readonly domain: DomainWork;
  readonly evidence: Evidence[];
  /** Names of hosts that do not serve the domain. Replaced, never changed: questions share it. */
  avoided: ReadonlySet<string>;
  /** Sessions in which it went unanswered. */
  tries: number;
  /** Instants of `performance.now()`; set when its first session begins. */
  startedAt?: number;
  deadlineAt?: number;
  /** To be called once, when nothing more will be asked. */
  readonly answer: (accepted: boolean) => void;
  /** The question to put in place of an answer, where this one's says too little. */
  readonly followUp?: () => Question;
}

/** What was seen on the way is the answer. */
export function giveUp(question: Question, seen: readonly Evidence[]): void {
  question.evidence.push(...seen);
  question.answer(false);
}
