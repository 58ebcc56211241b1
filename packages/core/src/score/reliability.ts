import type { Calibration } from "@winnow/contracts";
import { OUTCOMES_MIN, type Outcomes } from "#score/posterior.ts";

/** Addresses that were held out, of one score. */
export interface Foretold extends Outcomes {
  readonly score: number;
}

export type Reliability = Pick<Calibration, "bins" | "brier" | "brier_of_average"> & {
  readonly heldOut: number;
};

const BINS = 10;

/**
 * How far scores agree with what came of addresses that they were not fitted on, in ten bins. The errors are null while
 * there are too few of them to mean anything. Pure.
 */
export function measureReliability(foretold: readonly Foretold[]): Reliability {
  const heldOut = sum(foretold, countOf);
  const good = sum(foretold, (one) => one.good);
  const bins = Array.from({ length: BINS }, (_, bin) => {
    const inside = foretold.filter(({ score }) => Math.min(Math.floor(score * BINS), BINS - 1) === bin);
    const outcomes = sum(inside, countOf);
    return {
      from: bin / BINS,
      to: (bin + 1) / BINS,
      outcomes,
      predicted: rounded(sum(inside, (one) => one.score * countOf(one)) / outcomes),
      observed: rounded(sum(inside, (one) => one.good) / outcomes),
    };
  }).filter(({ outcomes }) => outcomes > 0);
  if (heldOut < OUTCOMES_MIN) return { heldOut, bins, brier: null, brier_of_average: null };
  const average = good / heldOut;
  return {
    heldOut,
    bins,
    brier: rounded(sum(foretold, (one) => squaredErrors(one, one.score)) / heldOut),
    brier_of_average: rounded(sum(foretold, (one) => squaredErrors(one, average)) / heldOut),
  };
}

function squaredErrors({ good, bad }: Outcomes, score: number): number {
  return good * (1 - score) ** 2 + bad * score ** 2;
}

function countOf({ good, bad }: Outcomes): number {
  return good + bad;
}

function sum<One>(all: readonly One[], valueOf: (one: One) => number): number {
  return all.reduce((total, one) => total + valueOf(one), 0);
}

function rounded(value: number): number {
  return Number(value.toFixed(4));
}
