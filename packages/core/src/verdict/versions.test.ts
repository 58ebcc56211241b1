import { expect, test } from "vitest";
import { isOlder } from "#verdict/versions.ts";

const current = { classifier: "2026-11-26.10", verdict: "2026-11-26.1" };

test.each([
  ["2026-11-26.9", "2026-11-26.1", true],
  ["2026-11-26.10", "2026-11-26.1", false],
  ["2026-11-26.11", "2026-11-26.1", false],
  ["2026-11-26.9", "2026-11-27.1", false],
  [null, null, true],
])("%s and %s: older is %s", (classifier, verdict, older) => {
  expect(isOlder({ classifier, verdict }, current)).toBe(older);
});
