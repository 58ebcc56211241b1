import type { CallOptions, Query } from "#http/call.ts";
import type { Transport } from "#http/transport.ts";
import { pageAfter } from "#shape.ts";

interface Page<Value> {
  readonly data: readonly Value[];
  readonly next_cursor: string | null;
}

/** Options of a list. `timeoutMs` applies to each call to the server. */
export interface ListOptions extends CallOptions {
  /** Elements per call to the server, 1,000 at most and 100 when left out. The loop decides how many are read. */
  readonly pageSize?: number | undefined;
}

/** Every element of a list; a page is read when the loop reaches it. @throws WinnowError */
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
