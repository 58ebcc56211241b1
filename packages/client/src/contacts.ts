import type { Lookup, Reveal, SearchQuery } from "@winnow/contracts";
import type { FoundContact, LookupAnswer, RevealAnswer, SearchAnswer } from "#answers.ts";
import type { CallOptions } from "#http/call.ts";
import { idempotencyHeader, newIdempotencyKey, type KeyedOptions } from "#http/idempotency-key.ts";
import { jsonBody } from "#http/json.ts";
import type { Transport } from "#http/transport.ts";
import { paginate } from "#paginate.ts";
import { LIST, pageAfter } from "#shape.ts";

type Filters = Partial<Omit<SearchQuery, "cursor">>;

/** The directory. */
export interface Contacts {
  /** One page; the first has facets, the frequency of each value among the matches. Free. */
  search(query?: Partial<SearchQuery>, options?: CallOptions): Promise<SearchAnswer>;
  /** Every match, page by page. `timeoutMs` applies to each page. */
  all(filters?: Filters, options?: CallOptions): AsyncGenerator<FoundContact, void, undefined>;
  /** Whether a person or company is known, the fields of a reveal, and its price. Free. */
  lookup(person: Lookup, options?: CallOptions): Promise<LookupAnswer>;
  /**
   * Up to 100 contacts. Each new one whose email can be used is paid for.
   * @throws WinnowError `insufficient_credits`, `key_budget_exceeded`
   */
  reveal(reveal: Reveal, options?: KeyedOptions): Promise<RevealAnswer>;
}

export function createContacts(transport: Transport): Contacts {
  return {
    search: (query = {}, options) =>
      transport.ask({ method: "GET", path: "/v1/search", query, ...options }, pageAfter(query.cursor)),
    all: (filters, options) => paginate(transport, "/v1/search", options, filters),
    lookup: (person, options) =>
      transport.ask({ method: "POST", path: "/v1/lookup", ...jsonBody(person), ...options }),
    reveal: (reveal, { idempotencyKey = newIdempotencyKey(), ...options } = {}) => {
      const json = jsonBody(reveal);
      const headers = { ...json.headers, ...idempotencyHeader(idempotencyKey) };
      return transport.ask({ method: "POST", path: "/v1/reveal", ...json, headers, ...options }, LIST);
    },
  };
}
