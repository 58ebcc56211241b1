import type { CallOptions, Query } from "#http/call.ts";
import type { Parser, Transport } from "#http/transport.ts";

interface Page<Value> {
  readonly data: readonly Value[];
  readonly next_cursor: string | null;
}

export interface ListOptions extends CallOptions {
  /** Elements per call to the server, at most 1000; how many are read is up to the loop. */
  readonly pageSize?: number | undefined;
}

/** Every element of a list, page after page as they are asked for. */
export async function* paginate<Value>(
  transport: Transport,
  path: string,
  page: Parser<Page<Value>>,
  { pageSize, signal }: ListOptions,
  filter: Query = {},
): AsyncGenerator<Value, void, undefined> {
  let cursor: string | undefined;
  do {
    const query = { ...filter, limit: pageSize, cursor };
    const { data, next_cursor: next } = await transport.ask({ method: "GET", path, query, signal }, page);
    yield* data;
    cursor = next ?? undefined;
  } while (cursor !== undefined);
}
