import { pauseFor } from "@winnow/runtime/pause";

/**
 * Runs the work every `intervalMs` until disposed, one round at a time, the first at once. Disposing aborts the signal and waits
 * for the running round.
 */
export function repeatEvery(
  intervalMs: number,
  work: (round: number, stopping: AbortSignal) => Promise<void>,
) {
  const stopping = new AbortController();
  const { signal } = stopping;
  const loop = (async () => {
    for (let round = 0; !signal.aborted; round += 1) {
      await work(round, signal);
      await pauseFor(intervalMs, signal);
    }
  })();
  return {
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await loop;
    },
  } satisfies AsyncDisposable;
}
