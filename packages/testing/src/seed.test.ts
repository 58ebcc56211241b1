import fc from "fast-check";
import { expect, inject, test } from "vitest";
import { draws, runs } from "#sample.ts";
import { seedOf } from "#seed.ts";

test("a run's seed is the given one, else another each time", () => {
  expect(seedOf({ WINNOW_SEED: "42" })).toBe(42);
  expect(seedOf({ WINNOW_SEED: "0" })).toBe(0);
  expect(seedOf({})).not.toBe(seedOf({ WINNOW_SEED: "" }));
});

test.each(["one", "-1", "1.5", "2147483648"])("the seed %s is refused", (seed) => {
  expect(() => seedOf({ WINNOW_SEED: seed })).toThrow("WINNOW_SEED is a whole number from 0 to 2147483647");
});

test("properties and draws follow from it", () => {
  expect(fc.readConfigureGlobal()).toMatchObject({ seed: inject("seed"), numRuns: runs(100) });
  const drawn = draws(10, { min: 3, max: 7 });
  expect(drawn).toEqual(draws(10, { min: 3, max: 7 }));
  expect(drawn.every((number) => number >= 3 && number <= 7)).toBe(true);
  expect(drawn.slice(0, 4)).toEqual(draws(4, { min: 3, max: 7 }));
});
