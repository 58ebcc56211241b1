import fc from "fast-check";
import { expect, test } from "vitest";
import { estimatePace, type WorkSeen } from "#job/estimate.ts";

const NOW = new Date("2026-11-26T14:00:00Z");
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const at = (seconds: number) => later(seconds).toISOString();
const seen = (members: Partial<WorkSeen>): WorkSeen => ({
  running: true,
  now: NOW,
  seconds: 60,
  chunks: 10,
  settled: 600,
  passed: 600,
  left: 0,
  deferred: 0,
  nextDue: null,
  lastDue: null,
  ...members,
});

test.each([
  ["the first pass goes on at the pace of the last minute", { left: 1_000 }, 10, at(100)],
  ["rows that were put off have had their first pass", { settled: 300, left: 1_000 }, 5, at(100)],
  ["a row that is put off for longer is the last", { left: 1_000, lastDue: later(600) }, 10, at(600)],
  ["one that is due before is not", { left: 1_000, lastDue: later(99) }, 10, at(100)],
  ["after the first pass only what was put off is waited for", { lastDue: later(7), settled: 0 }, 0, at(7)],
  ["what is due and not asked yet is about to be", { lastDue: later(-30) }, 10, at(0)],
  ["the last rows are being written", {}, 10, at(0)],
  ["four seconds and one chunk are too little", { seconds: 4, chunks: 1, left: 9 }, null, null],
  ["five seconds are enough", { seconds: 5, chunks: 1, settled: 9, passed: 9, left: 9 }, 1.8, at(5)],
  ["so are two chunks", { seconds: 0.5, chunks: 2, settled: 9, passed: 9, left: 9 }, 18, at(0.5)],
  [
    "a minute in which nothing was done says so, and foretells nothing",
    { chunks: 0, settled: 0, passed: 0, left: 9 },
    0,
    null,
  ],
  ["rechecks alone say nothing of the first pass", { passed: 0, left: 9, lastDue: later(9) }, 10, null],
  ["no time has passed", { seconds: 0, left: 9 }, null, null],
] as const)("%s", (_, members, rate, end) => {
  expect(estimatePace(seen(members))).toMatchObject({ rows_per_second: rate, estimated_end_at: end });
});

test("a job that is not running has no pace and no end, and still counts its waiting rows", () => {
  const paused = seen({ running: false, left: 9, deferred: 3, nextDue: later(5), lastDue: later(5) });
  expect(estimatePace(paused)).toEqual({
    rows_per_second: null,
    estimated_end_at: null,
    deferred: 3,
    next_attempt_at: null,
  });
});

const count = fc.nat({ max: 2_000_000_000 });
const due = fc.option(fc.integer({ min: -86_400, max: 86_400 }).map(later), { nil: null });
const anything = fc.record<WorkSeen>({
  running: fc.constant(true),
  now: fc.constant(NOW),
  seconds: fc.double({ min: 0, max: 60, noNaN: true }),
  chunks: fc.nat({ max: 5_000 }),
  settled: count,
  passed: count,
  left: count,
  deferred: count,
  nextDue: due,
  lastDue: due,
});

test("whatever was seen, an estimate is a moment from now on, and not before the last deferred row is due", () => {
  fc.assert(
    fc.property(anything, (given) => {
      const { rows_per_second: rate, estimated_end_at: end } = estimatePace(given);
      if (rate !== null) expect(rate).toBeGreaterThanOrEqual(0);
      if (end === null) return;
      expect(Date.parse(end)).toBeGreaterThanOrEqual(NOW.getTime());
      if (given.lastDue !== null) expect(Date.parse(end)).toBeGreaterThanOrEqual(given.lastDue.getTime());
    }),
  );
});

test("the more rows are left, the later the end; the more were passed, the sooner", () => {
  fc.assert(
    fc.property(anything, count, (given, more) => {
      const end = (members: Partial<WorkSeen>) => estimatePace({ ...given, ...members }).estimated_end_at;
      const now = end({ left: Math.max(given.left, 1) });
      if (now === null) return;
      expect(end({ left: given.left + more })! >= now || given.left + more === 0).toBe(true);
      expect(end({ left: Math.max(given.left, 1), passed: given.passed + more })! <= now).toBe(true);
    }),
  );
});
