import { setTimeout as sleep } from "node:timers/promises";
import { WinnowError, type Client, type Row } from "@winnow/client";
import { PAGE_ROWS_MAX, paginateRows, type Row as ContractRow } from "@winnow/contracts";

const AGAIN_AFTER_MS = 1_000;

export interface PageOptions {
  readonly signal: AbortSignal;
  /** Called when the server goes away between pages; they are requested until it is back. */
  readonly onBreak: (error: WinnowError) => void;
}

/**
 * The rows of a job that has ended, in numbered pages. Pages are the same each time, so after a broken connection those that
 * were already yielded are skipped.
 * @throws WinnowError that is not retryable, such as for a deleted job.
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
      // Pages are cut by the size of their rows, whatever fields a newer server adds.
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
