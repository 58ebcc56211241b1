import type { Job } from "@winnow/client";
import { expect, test } from "vitest";
import { describePace } from "#bulk/pace.ts";

// Local time, as the person's clock shows it.
const now = new Date(2026, 10, 26, 14, 0, 0);
const at = (hours: number, minutes: number, day = 26) =>
  new Date(2026, 10, day, hours, minutes).toISOString();
const NOTHING = { rows_per_second: null, estimated_end_at: null, deferred: 0, next_attempt_at: null };

test.each([
  ["running", 90, { rows_per_second: 48.5, estimated_end_at: at(14, 32) }, "48.5 rows/s, done about 14:32"],
  ["running", 90, { rows_per_second: 0 }, "0 rows/s"],
  ["running", 90, NOTHING, ""],
  [
    "running",
    90,
    { rows_per_second: 48, estimated_end_at: at(9, 5, 27), deferred: 3 },
    "48 rows/s, done about 27 Nov 09:05, 3 deferred",
  ],
  [
    "running",
    12,
    { rows_per_second: 0, estimated_end_at: at(15, 0), deferred: 12, next_attempt_at: at(14, 32) },
    "12 rows wait for mail hosts, next try 14:32",
  ],
  ["running", 1, { deferred: 1, next_attempt_at: at(13, 59) }, "1 row waits for mail hosts, next try now"],
  ["paused", 12, { deferred: 12 }, ""],
  ["completed", 0, {}, ""],
] as const)("%s with %i rows to go and %j: %j", (status, pending, progress, shown) => {
  const job = { status, counts: { pending }, progress: { ...NOTHING, ...progress } } as Job;
  expect(describePace(job, now)).toBe(shown);
});
