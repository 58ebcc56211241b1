import { WinnowError } from "#winnow-error.ts";

/** What may be repeated after a failure. */
export type Repeatable =
  /** Anything: the call reads, or carries an Idempotency-Key. */
  | "always"
  /** Only what the server refused before any effect (429, 503): an answer that was lost may have had one. */
  | "refused"
  /** Nothing: the body is a stream that has been consumed. */
  | "never";

/** A call that failed and is about to be made again. */
export interface Repetition {
  readonly error: WinnowError;
  readonly waitMs: number;
  /** Which repetition it is, from 1. */
  readonly number: number;
  readonly most: number;
}

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 20_000;

/**
 * Runs `attempt` until it succeeds, fails for good, or has been repeated `retries` times. Waits as long as the server
 * asks for, else twice as long each time with full jitter, so that many clients do not return in step.
 * @throws the last WinnowError; the signal's reason when it is aborted.
 */
export async function withRetries<Value>(
  attempt: () => Promise<Value>,
  options: {
    readonly retries: number;
    readonly repeatable: Repeatable;
    readonly signal?: AbortSignal | undefined;
    readonly onRetry?: ((repetition: Repetition) => void) | undefined;
  },
): Promise<Value> {
  for (let failures = 1; ; failures += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (failures > options.retries || !mayRepeat(error, options.repeatable)) throw error;
      const backOffMs = Math.min(FIRST_DELAY_MS * 2 ** (failures - 1), LONGEST_DELAY_MS) * Math.random();
      const waitMs = Math.max(error.retryAfterMs ?? 0, backOffMs);
      options.onRetry?.({ error, waitMs, number: failures, most: options.retries });
      await pause(waitMs, options.signal);
    }
  }
}

function mayRepeat(error: unknown, repeatable: Repeatable): error is WinnowError {
  if (!(error instanceof WinnowError) || !error.retryable) return false;
  if (repeatable === "refused") return error.status === 429 || error.status === 503;
  return repeatable === "always";
}

/** Waits. @throws the signal's reason as soon as it is aborted. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const abort = () => {
    clearTimeout(timer);
    reject(signal?.reason);
  };
  const timer = setTimeout(() => {
    signal?.removeEventListener("abort", abort);
    resolve();
  }, ms);
  signal?.addEventListener("abort", abort, { once: true });
  return promise;
}
