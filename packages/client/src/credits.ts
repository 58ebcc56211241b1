import type { Audit, Entry, EntryDetail, Wallet } from "#answers.ts";
import type { CallOptions } from "#http/call.ts";
import { TRANSFER } from "#http/time-limit.ts";
import type { Transport } from "#http/transport.ts";
import { paginate, type ListOptions } from "#paginate.ts";

/** The wallet of the key's mode. Amounts are in credits, with fractions. */
export interface Credits {
  /** Granted, available, reserved and spent credits. */
  get(options?: CallOptions): Promise<Wallet>;
  /** The statement, newest entry first. */
  entries(options?: ListOptions): AsyncGenerator<Entry, void, undefined>;
  /** An entry with the rows that it paid for, and their verdicts. @throws WinnowError `not_found` */
  entry(id: string, options?: CallOptions): Promise<EntryDetail>;
  /**
   * The wallet recomputed from its entries. With many entries the server needs a while: `timeoutMs` limits its silence,
   * 120,000 when left out.
   */
  audit(options?: CallOptions): Promise<Audit>;
}

export function createCredits(transport: Transport): Credits {
  return {
    get: (options) => transport.ask({ method: "GET", path: "/v1/credits", ...options }),
    entries: (options) => paginate(transport, "/v1/credits/entries", options),
    entry: (id, options) =>
      transport.ask({ method: "GET", path: `/v1/credits/entries/${encodeURIComponent(id)}`, ...options }),
    audit: (options) =>
      transport.ask({ method: "GET", path: "/v1/credits/audit", limit: TRANSFER, ...options }),
  };
}
