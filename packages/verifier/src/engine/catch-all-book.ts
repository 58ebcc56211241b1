import { TtlCache } from "#dns/ttl-cache.ts";
import type { Evidence } from "#evidence/evidence.ts";
import { readCatchAll } from "#verdict/catch-all.ts";

/** The outcome of probing an address that does not exist. */
export interface CatchAllFinding {
  readonly evidence: readonly Evidence[];
  /** The prober was aborted before there was an answer. */
  readonly abandoned?: boolean;
}

const ENTRIES_MAX = 50_000;

/**
 * Whether domains accept every address: a fact about a domain and its mail hosts, probed once and cached. An answer without
 * a measurement (greylisted, blocked) is shared by the calls that wait for it, and then dropped.
 */
export class CatchAllBook {
  readonly #facts = new TtlCache<CatchAllFinding>(ENTRIES_MAX);
  readonly #ttlMs: number;

  constructor(ttlMs: number) {
    this.#ttlMs = ttlMs;
  }

  /**
   * @returns `answer`, which will have the finding and, when no call is probing yet, `report`: the caller must then probe, and
   * must report in every case.
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
