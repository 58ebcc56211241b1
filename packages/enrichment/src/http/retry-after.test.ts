import { expect, test } from "vitest";
import { parseRetryAfter } from "#http/retry-after.ts";

const now = Date.parse("2026-03-01T12:00:00Z");

test.each([
  ["7", 7_000],
  [" 120 ", 120_000],
  ["0", 0],
  ["9999999999", 86_400_000],
  ["Sun, 01 Mar 2026 12:00:30 GMT", 30_000],
  ["Sun, 01 Mar 2026 11:00:00 GMT", 0],
  ["Sun, 01 Mar 2037 12:00:00 GMT", 86_400_000],
  [null, undefined],
  ["", undefined],
  ["soon", undefined],
  ["-1", undefined],
  ["1.5", undefined],
  ["99999999999", undefined],
])("Retry-After: %s means %s ms", (value, expected) => {
  expect(parseRetryAfter(value, now)).toBe(expected);
});
