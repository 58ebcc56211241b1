/** Upper bound of values in one call. */
export const SUPPRESSIONS_MAX = 1_000;
