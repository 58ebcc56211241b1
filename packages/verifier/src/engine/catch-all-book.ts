import { TtlCache } from "#dns/ttl-cache.ts";
import type { Evidence } from "#evidence/evidence.ts";
import { readCatchAll } from "#verdict/catch-all.ts";

/** What came of asking for an address that nobody has. */
export interface CatchAllFinding {
  readonly evidence: readonly Evidence[];
  /** Whoever asked went away before there was an answer. */
  readonly abandoned?: boolean;
}

const ENTRIES_MAX = 50_000;

/**
 * Whether domains accept everything: a fact about a domain and its mail hosts, asked once and remembered. An answer that
 * measured nothing (greylisted, blocked) is shared by those who wait for it, and then forgotten.
 */
export class CatchAllBook {
  readonly #facts = new TtlCache<CatchAllFinding>(ENTRIES_MAX);
  readonly #ttlMs: number;

  constructor(ttlMs: number) {
    this.#ttlMs = ttlMs;
  }

  /**
   * @returns `answer` where the finding is coming to and, when nobody is asking yet, `report`: the caller has to ask,
   * and to report in every case.
   */
  open(
    domain: string,
    hostsKey: string,
  ): { answer: Promise<CatchAllFinding>; report: ((finding: CatchAllFinding) => void) | undefined } {
    let report: ((finding: CatchAllFinding) => void) | undefined;
    const answer = this.#facts.get(`${domain} ${hostsKey}`, async () => {
      const { promise, resolve } = Promise.withResolvers<CatchAllFinding>();
      report = resolve;
      const value = await promise;
      const { fact, byShape } = readCatchAll(value.evidence);
      return { value, ttlMs: fact === "unmeasured" && !byShape ? 0 : this.#ttlMs };
    });
    return { answer, report };
  }
}
