import { expect, test } from "vitest";
import { separateDeferred } from "#chunk/defer.ts";
import type { Lease } from "#chunk/lease.ts";
import { outcomeOfFailure, type RowOutcome } from "#chunk/outcome.ts";

const NOW = new Date("2026-01-01T00:10:00Z");

function lease(recheck: number, options: { since?: Date; maxWaitSeconds?: number } = {}): Lease {
  return {
    job: { max_wait_seconds: options.maxWaitSeconds ?? 21_600 },
    chunk: { recheck, deferred_since: options.since ?? null },
  } as Lease;
}

function deferred(row: number, waitSeconds?: number): RowOutcome {
  const otherwise = outcomeOfFailure(row, "greylisted");
  if (otherwise.type !== "final") throw new Error("a failure is final");
  return { type: "deferred", row, waitSeconds, otherwise };
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
