/** A time limit that other signals can cut short. Dispose it when the work is done. */
export interface Deadline extends Disposable {
  /** Aborted when the time has run out or another signal has. */
  readonly signal: AbortSignal;
  /** Whether the time has run out. */
  readonly isOver: boolean;
}

/**
 * Starts the time limit. Not `AbortSignal.any` with `AbortSignal.timeout`: both would stay in memory, with everything that they
 * refer to, until the time has run out, even when the work was done early.
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
