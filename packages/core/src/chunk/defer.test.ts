import { expect, test } from "vitest";
import { separateDeferred } from "#chunk/defer.ts";
import type { Lease } from "#chunk/lease.ts";
import { outcomeOfFailure, type RowOutcome } from "#chunk/outcome.ts";

const NOW = new Date("2026-01-01T00:10:00Z");

function lease(
  recheck: number,
  options: { since?: Date; maxWaitSeconds?: number; unasked?: number } = {},
): Lease {
  return {
    job: { max_wait_seconds: options.maxWaitSeconds ?? 21_600 },
    chunk: { recheck, unasked: options.unasked ?? 0, deferred_since: options.since ?? null },
  } as Lease;
}

function deferred(row: number, waitSeconds?: number, awaits?: string): RowOutcome {
  const otherwise = outcomeOfFailure(row, "greylisted");
  if (otherwise.type !== "final") throw new Error("a failure is final");
  return { type: "deferred", row, waitSeconds, awaits, otherwise };
}

test("a named wait is prolonged by a fifth; rows that wait equally long share a chunk", () => {
  const { deferrals } = separateDeferred([deferred(1, 10), deferred(2, 10), deferred(3, 100)], lease(0), NOW);
  expect(deferrals).toEqual([
    { waitSeconds: 12, rows: [1, 2] },
    { waitSeconds: 120, rows: [3] },
  ]);
});

test("without a named wait the schedule counts minutes from the first attempt", () => {
  expect(separateDeferred([deferred(1)], lease(0), NOW).deferrals[0]?.waitSeconds).toBe(60);
  const since = new Date(NOW.getTime() - 70_000);
  expect(separateDeferred([deferred(1)], lease(1, { since }), NOW).deferrals[0]?.waitSeconds).toBe(290);
});

test("a wait beyond max_wait, or an exhausted schedule, gives what is known now", () => {
  const impatient = separateDeferred([deferred(1, 10)], lease(0, { maxWaitSeconds: 5 }), NOW);
  expect(impatient.deferrals).toEqual([]);
  expect(impatient.final).toMatchObject([{ row: 1, reason: "greylisted" }]);
  expect(separateDeferred([deferred(1, 10)], lease(5), NOW).final).toHaveLength(1);
});

test("rows that wait for a budget have chunks of their own, and come back ever later while it stays spent", () => {
  const { deferrals } = separateDeferred(
    [deferred(1, 1, "google"), deferred(2, 600, "yahoo"), deferred(3, 1, "google"), deferred(4, 12.5)],
    lease(0),
    NOW,
  );
  expect(deferrals).toEqual([
    { waitSeconds: 15, rows: [1, 3], awaits: "google" },
    { waitSeconds: 600, rows: [2], awaits: "yahoo" },
    { waitSeconds: 15, rows: [4] },
  ]);
  const waits = [1, 2, 3, 20].map(
    (unasked) =>
      separateDeferred([deferred(1, 1, "google")], lease(unasked, { unasked }), NOW).deferrals[0]
        ?.waitSeconds,
  );
  expect(waits).toEqual([30, 60, 120, 900]);
});

test("a pause that outlasts max_wait is waited for until then, as it may end early", () => {
  const since = new Date(NOW.getTime() - 60_000);
  const waiting = (maxWaitSeconds: number) =>
    separateDeferred([deferred(1, 36_000, "google")], lease(1, { since, maxWaitSeconds, unasked: 1 }), NOW);
  expect(waiting(3_600).deferrals).toEqual([{ waitSeconds: 3_540, rows: [1], awaits: "google" }]);
  expect(waiting(60)).toMatchObject({ final: [{ row: 1 }], deferrals: [] });
});

test("waiting for a budget is not an attempt, and leaves the schedule as it is", () => {
  const since = new Date(NOW.getTime() - 7_200_000);
  const wait = (recheck: number) =>
    separateDeferred([deferred(1)], lease(recheck, { since, unasked: 4 }), NOW).deferrals[0]?.waitSeconds;
  expect([4, 5, 6].map(wait)).toEqual([60, 300, 600]);
  expect(wait(9)).toBeUndefined();
});
