/** The outcomes of similar addresses. */
export interface Outcomes {
  readonly good: number;
  readonly bad: number;
}

/** Below so many outcomes a bucket has no score: one more bounce would move it by more than the score is worth. */
export const OUTCOMES_MIN = 50;
/** So many outcomes of the status as a whole count as much as a bucket's own. */
const PRIOR_OUTCOMES = 20;

/**
 * The share of good addresses to expect of a bucket: the mean of the Beta posterior, whose prior is worth 20 outcomes at
 * the mean of the status. With few outcomes the mean of the status dominates, with many the outcomes do. Between 0 and 1,
 * never either; every good outcome raises it and every bad one lowers it.
 * @param prior mean of the status, in (0, 1).
 */
export function posteriorMean({ good, bad }: Outcomes, prior: number): number {
  return (good + PRIOR_OUTCOMES * prior) / (good + bad + PRIOR_OUTCOMES);
}

/** The share of good ones of a whole status, by Laplace's rule of succession: never quite 0 or 1. */
export function statusMean({ good, bad }: Outcomes): number {
  return (good + 1) / (good + bad + 2);
}
