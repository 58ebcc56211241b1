import { expect, test } from "vitest";
import { parseRetryAfter } from "#error/retry-after.ts";

const now = new Date("2026-03-01T12:00:00Z");

test.each([
  ["120", 120_000],
  [" 0 ", 0],
  ["Sun, 01 Mar 2026 12:01:30 GMT", 90_000],
  ["Sunday, 01-Mar-26 12:01:30 GMT", 90_000],
  ["Sun, 01 Mar 2026 11:00:00 GMT", 0],
  ["9".repeat(400), Number.MAX_SAFE_INTEGER],
])("%s", (header, expectedMs) => {
  expect(parseRetryAfter(header, now)).toBe(expectedMs);
});

test.each(["", "-5", "1.5", "soon", "1e3", "2026-03-01", "Sun, 99 Foo 2026 12:00:00 GMT"])(
  "%j says nothing",
  (header) => {
    expect(parseRetryAfter(header, now)).toBeUndefined();
  },
);

test("a missing header says nothing; of several the first counts", () => {
  expect(parseRetryAfter(undefined, now)).toBeUndefined();
  expect(parseRetryAfter(null, now)).toBeUndefined();
  expect(parseRetryAfter(["7", "9"], now)).toBe(7_000);
});
