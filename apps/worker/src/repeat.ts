/**
 * Does the work every `intervalMs` until disposed, one round at a time, the first at once. Disposing waits for the round
 * that is at work.
 */
export function repeat(intervalMs: number, work: (round: number, stopped: () => boolean) => Promise<void>) {
  let stopped = false;
  let wake: () => void = () => {};
  const loop = (async () => {
    for (let round = 0; !stopped; round += 1) {
      await work(round, () => stopped);
      if (stopped) break;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, intervalMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  })();
  return {
    async [Symbol.asyncDispose]() {
      stopped = true;
      wake();
      await loop;
    },
  } satisfies AsyncDisposable;
}
