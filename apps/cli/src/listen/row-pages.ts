import { setTimeout as sleep } from "node:timers/promises";
import { WinnowError, type Client } from "@winnow/client";
import type { Row } from "@winnow/contracts";

/** As large as the server's own `rows.batch` are. */
const PAGE_ROWS_MAX = 500;
const PAGE_BYTES_MAX = 256 * 1024;

const AGAIN_AFTER_MS = 1_000;

export interface PageOptions {
  readonly signal: AbortSignal;
  /** Told that the server went away in the midst of the pages; they are asked for until it is back. */
  readonly onBreak: (error: WinnowError) => void;
}

/**
 * The rows of a job that has ended in numbered pages. They are the same each time, so after a broken connection the ones that
 * were there already are passed over.
 * @throws WinnowError for what no repetition helps against, such as a job that is gone.
 */
export async function* pagesOf(
  winnow: Pick<Client, "jobs">,
  jobId: string,
  { signal, onBreak }: PageOptions,
): AsyncGenerator<readonly Row[], void, undefined> {
  for (let given = 0; ;) {
    try {
      let page = 0;
      for await (const rows of paginate(winnow.jobs.results(jobId, { pageSize: PAGE_ROWS_MAX, signal }))) {
        page += 1;
        if (page <= given) continue;
        given = page;
        yield rows;
      }
      return;
    } catch (error) {
      if (!(error instanceof WinnowError) || !error.retryable) throw error;
      onBreak(error);
      await sleep(AGAIN_AFTER_MS, undefined, { signal });
    }
  }
}

/** Groups rows by count and by the size of their JSON. A single row may exceed the size alone. */
async function* paginate(rows: AsyncIterable<Row>): AsyncGenerator<readonly Row[], void, undefined> {
  let page: Row[] = [];
  let bytes = 0;
  for await (const row of rows) {
    const size = Buffer.byteLength(JSON.stringify(row));
    if (page.length === PAGE_ROWS_MAX || (page.length > 0 && bytes + size > PAGE_BYTES_MAX)) {
      yield page;
      page = [];
      bytes = 0;
    }
    page.push(row);
    bytes += size;
  }
  if (page.length > 0) yield page;
}
