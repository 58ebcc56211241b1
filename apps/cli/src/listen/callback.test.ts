import { WinnowError, type EventEntry, type Row } from "@winnow/client";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createCallbacks } from "#listen/callback.ts";

/** A row whose JSON has about this many bytes. */
const rowOf = (row: number, bytes: number) => ({ row, ref: "x".repeat(bytes) }) as unknown as Row;

/** Results that break off after each of these numbers of rows, once each. */
function jobsOf(rows: readonly Row[], breaks: readonly number[], error = broken(true)) {
  const left = [...breaks];
  return {
    jobs: {
      async *results() {
        const end = left.shift() ?? Infinity;
        for (const [index, row] of rows.entries()) {
          if (index === end) throw error;
          yield row;
        }
      },
    },
  } as unknown as Parameters<typeof createCallbacks>[0];
}

function broken(retryable: boolean): WinnowError {
  return new WinnowError({ code: "network_error", message: "it broke", status: 0, retryable });
}

const eventOf = (members: Partial<EventEntry> = {}): EventEntry => ({
  id: "evt_1",
  type: "job.completed",
  job_id: "job_1",
  page: 0,
  created_at: "2026-01-01T00:00:00Z",
  data: { pages: 0, export: {} },
  ...members,
});

function callbacksOf(winnow: ReturnType<typeof jobsOf>, { types }: { types?: readonly string[] } = {}) {
  const omissions: string[] = [];
  const create = createCallbacks(winnow, {
    types: types && new Set(types),
    signal: new AbortController().signal,
    onBreak: () => {},
    onOmission: (message) => omissions.push(message),
  });
  const read = async (event: EventEntry) =>
    (await Array.fromAsync(create(event))).map(({ body, ...rest }) => ({
      ...rest,
      body: JSON.parse(body) as { type: string; sequence: number; data: Record<string, unknown> },
    }));
  return { read, omissions };
}

test("the pages of a job carry each row once, in order, within both limits, and are the same each time", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(fc.constant(10), fc.integer({ min: 0, max: 150_000 })), { maxLength: 1_200 }),
      async (sizes) => {
        const rows = sizes.map((size, index) => rowOf(index + 1, size));
        const { read } = callbacksOf(jobsOf(rows, []));
        const all = await read(eventOf());
        const pages = all.slice(0, -1);
        const carried = pages.map(({ body }) => body.data["rows"] as Row[]);
        expect(carried.flat().map(({ row }) => row)).toEqual(rows.map(({ row }) => row));
        for (const [index, page] of carried.entries()) {
          const bytes = page.reduce((sum, row) => sum + Buffer.byteLength(JSON.stringify(row)), 0);
          expect(page.length).toBeLessThanOrEqual(500);
          expect(page.length === 1 || bytes <= 256 * 1024).toBe(true);
          expect(pages[index]).toMatchObject({ id: `evt_1_rows_${index + 1}`, type: "rows.batch" });
          expect(pages[index]?.body.data).toMatchObject({ job_id: "job_1", page: index + 1 });
        }
        expect(all.at(-1)).toMatchObject({ id: "evt_1", body: { data: { pages: pages.length } } });
        expect(all.map(({ sequence, body }) => [sequence, body.sequence])).toEqual(
          all.map((_, index) => [index + 1, index + 1]),
        );
        const again = await read(eventOf());
        expect(again.map(({ id, body }) => [id, body.data])).toEqual(
          all.map(({ id, body }) => [id, body.data]),
        );
        expect(again[0]?.sequence).toBe(all.length + 1);
      },
    ),
    { numRuns: 20 },
  );
});

test("results that break off are requested again, and no page is posted twice", async () => {
  const rows = Array.from({ length: 1_100 }, (_, index) => rowOf(index + 1, 5));
  const { read, omissions } = callbacksOf(jobsOf(rows, [700]));
  const all = await read(eventOf());
  expect(all.map(({ id }) => id)).toEqual(["evt_1_rows_1", "evt_1_rows_2", "evt_1_rows_3", "evt_1"]);
  expect(all.flatMap(({ body }) => (body.data["rows"] as Row[] | undefined) ?? [])).toHaveLength(1_100);
  expect(omissions).toEqual([]);
});

test("a deleted job has no pages, which is reported; its last event is forwarded all the same", async () => {
  const { read, omissions } = callbacksOf(jobsOf([], [0], broken(false)));
  // There is a row to break off at.
  const gone = callbacksOf(jobsOf([rowOf(1, 5)], [0], broken(false)));
  expect((await gone.read(eventOf())).map(({ id }) => id)).toEqual(["evt_1"]);
  expect(gone.omissions).toEqual([expect.stringContaining("job_1")]);
  expect((await read(eventOf())).map(({ id }) => id)).toEqual(["evt_1"]);
  expect(omissions).toEqual([]);
});

test("only the selected types are forwarded, and recorded pages are not forwarded beside the generated ones", async () => {
  const rows = [rowOf(1, 5)];
  const ended = callbacksOf(jobsOf(rows, []), { types: ["job.completed"] });
  expect(await ended.read(eventOf({ data: { pages: 3 } }))).toMatchObject([
    { id: "evt_1", sequence: 1, body: { data: { pages: 3 } } },
  ]);
  expect(await ended.read(eventOf({ type: "job.failed" }))).toEqual([]);
  const paged = callbacksOf(jobsOf(rows, []), { types: ["rows.batch"] });
  expect(await paged.read(eventOf({ type: "rows.batch", data: null }))).toEqual([]);
  expect((await paged.read(eventOf())).map(({ id }) => id)).toEqual(["evt_1_rows_1"]);
});

test("an event of a type that only a newer server has is forwarded, unless other types are selected", async () => {
  const event = eventOf({ type: "mailbox.full", data: { a: 1 } });
  expect(await callbacksOf(jobsOf([], [])).read(event)).toMatchObject([{ body: { data: { a: 1 } } }]);
  const pings = callbacksOf(jobsOf([], []), { types: ["ping"] });
  expect(await pings.read(event)).toEqual([]);
});

test("an event from before events kept their data is reported, not invented", async () => {
  const { read, omissions } = callbacksOf(jobsOf([], []));
  expect(await read(eventOf({ type: "job.failed", data: null }))).toEqual([]);
  expect(omissions).toEqual([expect.stringContaining("evt_1")]);
});
