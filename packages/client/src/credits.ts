import { Audit, EntryDetail, EntryPage, Wallet, type Entry } from "@winnow/contracts";
import type { CallOptions } from "#http/call.ts";
import { paginate, type ListOptions } from "#paginate.ts";
import type { Transport } from "#http/transport.ts";

export interface Credits {
  /** The wallet of the key's mode, in credits. */
  get(options?: CallOptions): Promise<Wallet>;
  /** The statement, newest entry first. */
  entries(options?: ListOptions): AsyncGenerator<Entry, void, undefined>;
  /** An entry with the rows that it paid for, and why. */
  entry(id: string, options?: CallOptions): Promise<EntryDetail>;
  /** The wallet recomputed from its entries. */
  audit(options?: CallOptions): Promise<Audit>;
}

export function createCredits(transport: Transport): Credits {
  return {
    get: ({ signal } = {}) => transport.ask({ method: "GET", path: "/v1/credits", signal }, Wallet),
    entries: (options = {}) => paginate(transport, "/v1/credits/entries", EntryPage, options),
    entry: (id, { signal } = {}) =>
      transport.ask(
        { method: "GET", path: `/v1/credits/entries/${encodeURIComponent(id)}`, signal },
        EntryDetail,
      ),
    audit: ({ signal } = {}) => transport.ask({ method: "GET", path: "/v1/credits/audit", signal }, Audit),
  };
}
