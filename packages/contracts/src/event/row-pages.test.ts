import fc from "fast-check";
import { expect, test } from "vitest";
import { PAGE_ROWS_MAX, paginateRows } from "#event/row-pages.ts";
import type { Row } from "#job/row.ts";

const PAGE_BYTES = 256 * 1024;

/** A row of about this many bytes, half as many characters. */
const rowOf = (bytes: number) => ({ ref: "é".repeat(bytes / 2) }) as Row;

async function pagesOf(rows: readonly Row[]): Promise<(readonly Row[])[]> {
  return Array.fromAsync(
    paginateRows(
      (async function* () {
        yield* rows;
      })(),
    ),
  );
}

const bytesOf = (rows: readonly Row[]) =>
  rows.reduce((sum, row) => sum + Buffer.byteLength(JSON.stringify(row)), 0);

test("pages have each row once, in order, and the next row would not fit into a page", async () => {
  const sizes = fc.array(fc.constantFrom(2, 400, 40_000, 300_000), { maxLength: 40, size: "max" });
  await fc.assert(
    fc.asyncProperty(sizes, async (bytes) => {
      const rows = bytes.map(rowOf);
      const pages = await pagesOf(rows);
      expect(pages.flat()).toEqual(rows);
      for (const [index, page] of pages.entries()) {
        expect(page.length).toBeGreaterThan(0);
        expect(page.length === 1 || bytesOf(page) <= PAGE_BYTES).toBe(true);
        const next = pages[index + 1];
        if (next === undefined) continue;
        expect(page.length === PAGE_ROWS_MAX || bytesOf([...page, next[0]!]) > PAGE_BYTES).toBe(true);
      }
    }),
    { numRuns: 40 },
  );
});

test("a page has at most 500 rows, and without rows there is no page", async () => {
  const pages = await pagesOf(Array.from({ length: 1_001 }, () => rowOf(2)));
  expect(pages.map(({ length }) => length)).toEqual([500, 500, 1]);
  expect(await pagesOf([])).toEqual([]);
});
