import { OUTCOMES_MIN, posteriorMean, statusMean, type Outcomes } from "#score/posterior.ts";

/** Changes whenever the same outcomes would give other scores. */
export const SCORE_VERSION = "2026-11-26.1";

export interface Tally extends Outcomes {
  /** As `scoreBucketOf` names it: the status comes first. */
  readonly bucket: string;
}

export interface FittedBucket {
  readonly bucket: string;
  readonly outcomes: number;
  /** null: too few outcomes. */
  readonly score: number | null;
}

/** Scores of buckets, each drawn towards the mean of its status. Pure. */
export function fitScores(tallies: readonly Tally[]): FittedBucket[] {
  const statuses = new Map<string, { good: number; bad: number }>();
  for (const { bucket, good, bad } of tallies) {
    const sum = statuses.get(statusOf(bucket)) ?? { good: 0, bad: 0 };
    statuses.set(statusOf(bucket), { good: sum.good + good, bad: sum.bad + bad });
  }
  return tallies.map((tally) => {
    const { bucket, good, bad } = tally;
    const mean = statusMean(statuses.get(statusOf(bucket)) ?? { good: 0, bad: 0 });
    const outcomes = good + bad;
    const score = outcomes < OUTCOMES_MIN ? null : Number(posteriorMean(tally, mean).toFixed(4));
    return { bucket, outcomes, score };
  });
}

function statusOf(bucket: string): string {
  return bucket.slice(0, bucket.indexOf("/"));
}
