import { setTimeout as sleep } from "node:timers/promises";
import { WinnowError, type Client, type Row } from "@winnow/client";
import { PAGE_ROWS_MAX, paginateRows, type Row as ContractRow } from "@winnow/contracts";

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
      const results = winnow.jobs.results(jobId, { pageSize: PAGE_ROWS_MAX, signal });
      // Pages are cut by the size of their rows, whatever a newer server tells in them.
      for await (const rows of paginateRows(results as AsyncIterable<ContractRow>)) {
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
