import type { CatchAllBook, CatchAllFinding } from "#engine/catch-all-book.ts";

export interface DomainProbeEvents {
  /** Another call that was asking went away: the question is free again. */
  readonly abandoned: () => void;
  /** This call has asked. */
  readonly reported: () => void;
}

/**
 * Whether one domain accepts everything, within one call. Asks the book first; whoever claims the question has to ask
 * it, everybody else waits for the answer.
 */
export class DomainProbe {
  readonly #book: CatchAllBook;
  readonly #domain: string;
  readonly #hostsKey: string;
  readonly #events: DomainProbeEvents;
  #begun = false;
  #closed = false;
  #report: ((finding: CatchAllFinding) => void) | undefined;
  #finding: CatchAllFinding | undefined;
  #waiting: ((finding: CatchAllFinding) => void)[] = [];

  constructor(book: CatchAllBook, domain: string, hostsKey: string, events: DomainProbeEvents) {
    this.#book = book;
    this.#domain = domain;
    this.#hostsKey = hostsKey;
    this.#events = events;
  }

  /** Whether this call is asking it at the moment. */
  get asking(): boolean {
    return this.#report !== undefined;
  }

  /** @returns true for the one who has to ask and then `report`. */
  claim(): boolean {
    if (this.#begun || this.#closed) return false;
    this.#begun = true;
    const { answer, report } = this.#book.open(this.#domain, this.#hostsKey);
    this.#report = report;
    void answer.then((finding) => {
      if (finding.abandoned !== true) return this.#settle(finding);
      this.#begun = false;
      if (!this.#closed) this.#events.abandoned();
    });
    return report !== undefined;
  }

  report(finding: CatchAllFinding): void {
    this.#report?.(finding);
    this.#report = undefined;
    this.#events.reported();
  }

  /** Calls back with the finding, at once when it is there. Somebody must have claimed the question before. */
  whenKnown(callback: (finding: CatchAllFinding) => void): void {
    if (this.#finding !== undefined) callback(this.#finding);
    else this.#waiting.push(callback);
  }

  /** Nobody will ask any more. */
  close(): void {
    this.#closed = true;
    this.report({ evidence: [], abandoned: true });
  }

  #settle(finding: CatchAllFinding): void {
    this.#finding = finding;
    for (const callback of this.#waiting) callback(finding);
    this.#waiting = [];
  }
}
