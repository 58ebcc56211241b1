import {
  LookupAnswer,
  RevealAnswer,
  SearchAnswer,
  type FoundContact,
  type Lookup,
  type Reveal,
  type SearchQuery,
} from "@winnow/contracts";
import type { CallOptions } from "#http/call.ts";
import { idempotencyHeader, type KeyedOptions } from "#http/idempotency-key.ts";
import { jsonBody, type Transport } from "#http/transport.ts";

type Filters = Partial<Omit<SearchQuery, "cursor">>;

/** The directory. */
export interface Contacts {
  /** One page, the first with facets: how often each value stands among the matches. */
  search(query?: Partial<SearchQuery>, options?: CallOptions): Promise<SearchAnswer>;
  /** Every match, page by page. */
  all(filters?: Filters, options?: CallOptions): AsyncGenerator<FoundContact, void, undefined>;
  /** Whether somebody is known, what a reveal would show and cost. Free. */
  lookup(person: Lookup, options?: CallOptions): Promise<LookupAnswer>;
  /** Each new contact whose email can be used is paid for. A repetition after a lost answer is the same call. */
  reveal(reveal: Reveal, options?: KeyedOptions): Promise<RevealAnswer>;
}

export function createContacts(transport: Transport): Contacts {
  const search: Contacts["search"] = (query = {}, options) =>
    transport.ask({ method: "GET", path: "/v1/search", query, ...options }, SearchAnswer);
  return {
    search,
    async *all(filters = {}, options) {
      let cursor: string | undefined;
      do {
        const page = await search({ ...filters, cursor }, options);
        yield* page.data;
        cursor = page.next_cursor ?? undefined;
      } while (cursor !== undefined);
    },
    lookup: (person, options) =>
      transport.ask({ method: "POST", path: "/v1/lookup", ...jsonBody(person), ...options }, LookupAnswer),
    reveal: (reveal, { signal, idempotencyKey = crypto.randomUUID() } = {}) => {
      const json = jsonBody(reveal);
      const headers = { ...json.headers, ...idempotencyHeader(idempotencyKey) };
      return transport.ask({ method: "POST", path: "/v1/reveal", ...json, headers, signal }, RevealAnswer);
    },
  };
}
