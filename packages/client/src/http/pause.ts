import { clock } from "#http/clock.ts";
import { LONGEST_TIMEOUT_MS } from "#http/time-limit.ts";

/** Waits. @throws the signal's reason as soon as it is aborted. */
export function pauseFor(ms: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const abort = () => {
    clock.clearTimeout(timer);
    reject(signal?.reason);
  };
  const timer = clock.setTimeout(
    () => {
      signal?.removeEventListener("abort", abort);
      resolve();
    },
    Math.min(ms, LONGEST_TIMEOUT_MS),
  );
  signal?.addEventListener("abort", abort, { once: true });
  return promise;
}
