import type { Row } from "../job/row.ts";

/** Most rows of a `rows.batch` event. */
export const PAGE_ROWS_MAX = 500;
/** Most bytes of the rows of a `rows.batch` event, each as JSON in UTF-8. */
const PAGE_BYTES_MAX = 256 * 1024;

const encoder = new TextEncoder();

/**
 * Cuts rows into the pages of `rows.batch` events, in order: as many rows as fit within both limits. The same rows give the
 * same pages. A row that is larger than a page has its own page.
 */
export async function* paginateRows(
  rows: AsyncIterable<Row>,
): AsyncGenerator<readonly Row[], void, undefined> {
  let page: Row[] = [];
  let bytes = 0;
  for await (const row of rows) {
    const size = encoder.encode(JSON.stringify(row)).byteLength;
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
