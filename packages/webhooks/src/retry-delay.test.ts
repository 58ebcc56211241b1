import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RETRY_AFTER_CAP_MS, RETRY_CEILINGS_MS, RETRY_FLOOR_MS, retryDelayMs } from "#retry-delay.ts";

const attempts = fc.integer({ min: 1, max: RETRY_CEILINGS_MS.length });
/** [0, 1), like Math.random. */
const draws = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe("retryDelayMs", () => {
  test("the ceilings are 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h, and then none is left", () => {
    const highest = () => 1 - Number.EPSILON;
    const delays = Array.from({ length: 9 }, (_, index) => retryDelayMs(index + 1, { random: highest }));
    const seconds = delays.map((delayMs) => Math.ceil(delayMs! / 1000));
    expect(seconds).toEqual([5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]);
    expect(retryDelayMs(10)).toBeUndefined();
    expect(retryDelayMs(10, { retryAfterMs: 5_000 })).toBeUndefined();
  });

  test("a delay is a whole number of milliseconds from the floor to below the ceiling", () => {
    fc.assert(
      fc.property(attempts, draws, (attempt, draw) => {
        const delayMs = retryDelayMs(attempt, { random: () => draw })!;
        expect(Number.isInteger(delayMs)).toBe(true);
        expect(delayMs).toBeGreaterThanOrEqual(RETRY_FLOOR_MS);
        expect(delayMs).toBeLessThan(RETRY_CEILINGS_MS[attempt - 1]!);
      }),
    );
  });

  test("the jitter is full: draws spread over the whole interval, in proportion", () => {
    fc.assert(
      fc.property(attempts, draws, (attempt, draw) => {
        const delayMs = retryDelayMs(attempt, { random: () => draw })!;
        const width = RETRY_CEILINGS_MS[attempt - 1]! - RETRY_FLOOR_MS;
        expect(Math.abs((delayMs - RETRY_FLOOR_MS) / width - draw)).toBeLessThanOrEqual(1 / width);
      }),
    );
  });

  test("without a given random source it is random and inside the bounds", () => {
    const delays = Array.from({ length: 50 }, () => retryDelayMs(9)!);
    expect(new Set(delays).size).toBeGreaterThan(1);
    expect(delays.every((delayMs) => delayMs >= RETRY_FLOOR_MS && delayMs < RETRY_CEILINGS_MS[8]!)).toBe(
      true,
    );
  });

  test("Retry-After is the least wait, up to its cap, and never shortens the jittered one", () => {
    const asked = fc.oneof(fc.double({ min: 0, max: 1e12, noNaN: true }), fc.constant(Infinity));
    fc.assert(
      fc.property(attempts, draws, asked, (attempt, draw, retryAfterMs) => {
        const random = () => draw;
        const plainMs = retryDelayMs(attempt, { random })!;
        const delayMs = retryDelayMs(attempt, { random, retryAfterMs })!;
        expect(delayMs).toBe(Math.max(plainMs, Math.min(Math.ceil(retryAfterMs), RETRY_AFTER_CAP_MS)));
        expect(delayMs).toBeLessThanOrEqual(RETRY_AFTER_CAP_MS);
      }),
    );
  });

  test.each([0, -1, 1.5, NaN])("attempt %s is refused", (attempt) => {
    expect(() => retryDelayMs(attempt)).toThrow(RangeError);
  });
});
