import type { CallOptions, Query } from "#http/call.ts";
import type { Transport } from "#http/transport.ts";
import { pageAfter } from "#shape.ts";

interface Page<Value> {
  readonly data: readonly Value[];
  readonly next_cursor: string | null;
}

/** Options of a list. `timeoutMs` holds for each call to the server. */
export interface ListOptions extends CallOptions {
  /** Elements per call to the server, at most 1,000 and 100 when left out; how many are read is up to the loop. */
  readonly pageSize?: number | undefined;
}

/** Every element of a list, page after page as the loop comes to them. @throws WinnowError */
export async function* paginate<Value>(
  transport: Transport,
  path: string,
  { pageSize, ...options }: ListOptions = {},
  filter: Query = {},
): AsyncGenerator<Value, void, undefined> {
  let cursor: string | undefined;
  do {
    const query = { ...filter, limit: pageSize ?? filter["limit"], cursor };
    const call = { method: "GET", path, query, ...options } as const;
    const page: Page<Value> = await transport.ask(call, pageAfter(cursor));
    yield* page.data;
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
}
