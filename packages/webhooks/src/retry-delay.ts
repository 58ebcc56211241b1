const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** The longest wait before each retry: the first entry follows the first failure. */
export const RETRY_CEILINGS_MS: readonly number[] = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
];

/** No retry comes sooner, so that a receiver that is restarting has time. */
export const RETRY_FLOOR_MS = SECOND_MS;

/** The longest `Retry-After` that counts; a longer one is cut to it. */
export const RETRY_AFTER_CAP_MS = 24 * HOUR_MS;

export interface RetryDelayOptions {
  /** Uniform in [0, 1); `Math.random` by default. */
  readonly random?: () => number;
  /** The wait that the receiver requested. */
  readonly retryAfterMs?: number;
}

/**
 * Milliseconds to wait after the `attempt`-th failed attempt (the first is 1), or undefined when none is left: nine
 * retries follow the first attempt.
 *
 * Full jitter: uniform in [1 s, ceiling), so that receivers that failed together are not called together
 * (Brooker, "Exponential Backoff and Jitter"). `Retry-After` is the minimum wait, up to 24 h; it never shortens the jittered one.
 * @throws RangeError when `attempt` is not a whole number from 1.
 */
export function retryDelayMs(attempt: number, options: RetryDelayOptions = {}): number | undefined {
  if (!Number.isSafeInteger(attempt) || attempt < 1)
    throw new RangeError(`Attempts are counted from 1, not ${attempt}.`);
  const ceilingMs = RETRY_CEILINGS_MS[attempt - 1];
  if (ceilingMs === undefined) return undefined;
  const { random = Math.random, retryAfterMs = 0 } = options;
  const jitteredMs = RETRY_FLOOR_MS + Math.floor(random() * (ceilingMs - RETRY_FLOOR_MS));
  return Math.max(jitteredMs, Math.min(Math.ceil(retryAfterMs), RETRY_AFTER_CAP_MS));
}
