/** A time limit that other signals can cut short. Dispose it when the work is done. */
export interface Deadline extends Disposable {
  /** Aborted when the time has run out or another signal has. */
  readonly signal: AbortSignal;
  /** It was the time. */
  readonly isOver: boolean;
}

/**
 * Starts the clock. Not `AbortSignal.any` with `AbortSignal.timeout`: both would stay in memory, with all that hangs on
 * them, until the time has run out, however soon the work was done.
 */
export function startDeadline(timeoutMs: number, others: readonly (AbortSignal | undefined)[]): Deadline {
  const controller = new AbortController();
  const abort = () => controller.abort();
  let isOver = false;
  const timer = setTimeout(() => {
    isOver = true;
    abort();
  }, timeoutMs);
  for (const other of others) {
    if (other?.aborted) abort();
    other?.addEventListener("abort", abort);
  }
  return {
    signal: controller.signal,
    get isOver() {
      return isOver;
    },
    [Symbol.dispose]() {
      clearTimeout(timer);
      for (const other of others) other?.removeEventListener("abort", abort);
    },
  };
}
