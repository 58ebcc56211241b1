import { inject, TestRunner } from "vitest";

/** So much before the test's time-out a wait gives up, so that the error names what did not come. */
const MARGIN_MS = 500;

/**
 * How long a wait may last from now, in milliseconds: as long as the running test, and without end where there is none. A
 * test does not measure the machine, so no wait has a shorter limit of its own.
 */
export function patienceMs(): number {
  if (process.env["VITEST"] === undefined) return Infinity;
  const test = TestRunner.getCurrentTest();
  // Of concurrent tests Vitest cannot tell which one is calling and when it began: each may wait for a whole time-out.
  const left =
    test?.result?.startTime === undefined || test.concurrent === true
      ? inject("timeoutMs")
      : test.result.startTime + test.timeout - Date.now();
  return Math.max(left - MARGIN_MS, 0);
}
