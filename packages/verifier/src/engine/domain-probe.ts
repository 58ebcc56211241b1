import type { CatchAllBook, CatchAllFinding } from "#engine/catch-all-book.ts";

export interface DomainProbeEvents {
  /** Another call that was probing was aborted: the probe is free again. */
  readonly abandoned: () => void;
  /** This call has probed. */
  readonly reported: () => void;
}

/**
 * Whether one domain accepts every address, within one call. Reads the book first. The call that claims the probe must send
 * it; all other calls wait for the answer.
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

  /** Whether this call is probing at the moment. */
  get asking(): boolean {
    return this.#report !== undefined;
  }

  /** @returns true for the call that must probe and then `report`. */
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

  /** Calls back with the finding, at once when it is known. The probe must have been claimed before. */
  whenKnown(callback: (finding: CatchAllFinding) => void): void {
    if (this.#finding !== undefined) callback(this.#finding);
    else this.#waiting.push(callback);
  }

  /** No call will probe any more. */
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
