import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fitScores, type Tally } from "#score/fit.ts";
import { OUTCOMES_MIN, posteriorMean, statusMean } from "#score/posterior.ts";
import { measureReliability } from "#score/reliability.ts";

const count = fc.integer({ min: 0, max: 100_000 });
const outcomes = fc.record({ good: count, bad: count });
const prior = fc.double({ min: 0.001, max: 0.999, noNaN: true });

describe("the posterior", () => {
  test("lies between 0 and 1, and between what was seen and what the status says", () => {
    fc.assert(
      fc.property(outcomes, prior, ({ good, bad }, mean) => {
        const score = posteriorMean({ good, bad }, mean);
        expect(score).toBeGreaterThan(0);
        expect(score).toBeLessThan(1);
        const seen = good + bad === 0 ? mean : good / (good + bad);
        expect(score).toBeGreaterThanOrEqual(Math.min(seen, mean) - 1e-9);
        expect(score).toBeLessThanOrEqual(Math.max(seen, mean) + 1e-9);
      }),
    );
  });

  test("rises with every good outcome, falls with every bad one, and rises with its status", () => {
    fc.assert(
      fc.property(outcomes, prior, ({ good, bad }, mean) => {
        const score = posteriorMean({ good, bad }, mean);
        expect(posteriorMean({ good: good + 1, bad }, mean)).toBeGreaterThan(score);
        expect(posteriorMean({ good, bad: bad + 1 }, mean)).toBeLessThan(score);
        expect(posteriorMean({ good, bad }, mean + 0.0005)).toBeGreaterThan(score);
      }),
    );
  });

  test("with few outcomes it says what the status says, with many what was seen", () => {
    expect(posteriorMean({ good: 0, bad: 1 }, 0.9)).toBeCloseTo(0.857, 3);
    expect(posteriorMean({ good: 5_000, bad: 5_000 }, 0.9)).toBeCloseTo(0.5, 2);
    expect(statusMean({ good: 0, bad: 0 })).toBe(0.5);
  });
});

describe("fitScores", () => {
  const buckets = fc
    .array(fc.record({ good: fc.nat(300), bad: fc.nat(300) }), { minLength: 1, maxLength: 12 })
    .map((all): Tally[] =>
      all.map((one, index) => ({
        ...one,
        bucket: `${index % 2 ? "valid" : "catch_all"}/because/provider_${index}/plain`,
      })),
    );

  test("scores exactly the buckets with enough outcomes", () => {
    fc.assert(
      fc.property(buckets, (tallies) => {
        for (const [index, { outcomes: known, score }] of fitScores(tallies).entries()) {
          expect(known).toBe(tallies[index]!.good + tallies[index]!.bad);
          expect(score === null).toBe(known < OUTCOMES_MIN);
          if (score !== null) expect(score).toBeGreaterThan(0);
          if (score !== null) expect(score).toBeLessThan(1);
        }
      }),
    );
  });

  test("one more good outcome lowers no score of its status, and touches no other", () => {
    fc.assert(
      fc.property(buckets, (tallies) => {
        const before = fitScores(tallies);
        const after = fitScores(
          tallies.map((one, index) => (index === 0 ? { ...one, good: one.good + 1 } : one)),
        );
        for (const [index, { score }] of before.entries()) {
          const then = after[index]!.score;
          if (score === null || then === null) continue;
          if (index % 2 === 0) expect(then).toBeGreaterThanOrEqual(score);
          else expect(then).toBe(score);
        }
      }),
    );
  });
});

describe("the reliability table", () => {
  test("has foretold beside observed, and the error of the scores beside that of the average", () => {
    const measured = measureReliability([
      { score: 0.9, good: 90, bad: 10 },
      { score: 0.3, good: 30, bad: 70 },
    ]);
    expect(measured).toEqual({
      heldOut: 200,
      bins: [
        { from: 0.3, to: 0.4, outcomes: 100, predicted: 0.3, observed: 0.3 },
        { from: 0.9, to: 1, outcomes: 100, predicted: 0.9, observed: 0.9 },
      ],
      brier: 0.15,
      brier_of_average: 0.24,
    });
  });

  test("says nothing of errors while too few were held out", () => {
    expect(measureReliability([{ score: 0.9, good: 40, bad: 9 }])).toMatchObject({ brier: null });
    expect(measureReliability([])).toEqual({ heldOut: 0, bins: [], brier: null, brier_of_average: null });
  });

  test("no bin loses an outcome, and errors are squared shares", () => {
    const all = fc.array(
      fc.record({ score: fc.double({ min: 0, max: 1, noNaN: true }), good: fc.nat(100), bad: fc.nat(100) }),
    );
    fc.assert(
      fc.property(all, (foretold) => {
        const { bins, heldOut, brier } = measureReliability(foretold);
        expect(bins.reduce((sum, bin) => sum + bin.outcomes, 0)).toBe(heldOut);
        if (brier !== null) expect(brier).toBeGreaterThanOrEqual(0);
        if (brier !== null) expect(brier).toBeLessThanOrEqual(1);
      }),
    );
  });
});
