import fc from "fast-check";
import { inject } from "vitest";

/** How many samples a soak is worth. */
const SOAK_FACTOR = 20;

/**
 * Whether a suite is run whole (`npm run soak -- <suite>`), and not the sample of it that each run of the tests takes.
 */
export function isSoak(): boolean {
  return inject("soak");
}

/** How many inputs a property is tried on: `sample`, and twenty times as many in a soak. */
export function runs(sample: number): number {
  return isSoak() ? sample * SOAK_FACTOR : sample;
}

/**
 * Whole numbers from `min` to `max` that follow from the run's seed: where a fault strikes, for example.
 * @returns `sample` of them, and twenty times as many in a soak; the first ones are the same.
 */
export function draws(sample: number, { min, max }: { min: number; max: number }): number[] {
  return fc.sample(fc.integer({ min, max }), { seed: inject("seed"), numRuns: runs(sample) });
}

/** What all generated inputs of the run follow from, for a tool that generates its own. */
export function runSeed(): number {
  return inject("seed");
}
