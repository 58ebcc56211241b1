import { clock } from "#http/clock.ts";
import { pauseFor } from "#http/pause.ts";
import { WinnowError } from "#http/winnow-error.ts";

/** Which failures allow a repetition. */
export type Repeatable =
  /** All: the call reads, or carries an Idempotency-Key. */
  | "always"
  /** Only refusals before any effect (429, 503): a call whose answer was lost may have had its effect. */
  | "refused"
  /** None: the body is a stream that has been consumed. */
  | "never";

/** A call that failed and will be repeated. */
export interface Repetition {
  readonly error: WinnowError;
  /** Milliseconds until then. */
  readonly waitMs: number;
  /** The number of the repetition, from 1; waits for an earlier attempt are not counted. */
  readonly number: number;
  /** How many repetitions there may be. */
  readonly most: number;
}

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 20_000;
/** A server drops a silent broken connection after two minutes, and answers the first attempt for as long. */
const PATIENCE_MS = 150_000;

/**
 * Runs `attempt` until it succeeds, fails for good, has been repeated `retries` times, or could be repeated only after its
 * time. It waits as long as the server's Retry-After says, else twice as long each time with full jitter, so that many clients
 * do not return at the same time. While the server still answers an earlier attempt under the same Idempotency-Key, which may
 * be one whose connection broke, it waits for that answer.
 * @throws the last WinnowError; the signal's reason when it is aborted.
 */
export async function withRetries<Value>(
  attempt: () => Promise<Value>,
  options: {
    readonly retries: number;
    readonly repeatable: Repeatable;
    /** When the call's time ends, by `clock`. */
    readonly endsAtMs: number;
    readonly signal?: AbortSignal | undefined;
    readonly onRetry?: ((repetition: Repetition) => void) | undefined;
  },
): Promise<Value> {
  let failures = 0;
  let waits = 0;
  let patientUntil = 0;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      const { retries: most, repeatable, endsAtMs, onRetry, signal } = options;
      if (most === 0 || !mayRepeat(error, repeatable)) throw error;
      if (error.code === "idempotency_in_progress") {
        if (waits === 0) patientUntil = clock.now() + PATIENCE_MS;
        waits += 1;
        if (clock.now() > patientUntil) throw error;
      } else {
        failures += 1;
        if (failures > most) throw error;
      }
      const backOffMs = FIRST_DELAY_MS * 2 ** (failures + waits - 1);
      const waitMs = Math.max(error.retryAfterMs ?? 0, Math.min(backOffMs, LONGEST_DELAY_MS) * Math.random());
      if (clock.now() + waitMs >= endsAtMs) throw error;
      onRetry?.({ error, waitMs, number: failures, most });
      await pauseFor(waitMs, signal);
    }
  }
}

function mayRepeat(error: unknown, repeatable: Repeatable): error is WinnowError {
  if (!(error instanceof WinnowError) || !error.retryable) return false;
  if (repeatable === "refused") return error.status === 429 || error.status === 503;
  return repeatable === "always";
}
