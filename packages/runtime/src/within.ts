import { pauseFor } from "#pause.ts";

/** True when `work` settles within `ms`, in whatever way. */
export async function settlesWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
  const over = new AbortController();
  const settled = work.then(
    () => true,
    () => true,
  );
  try {
    return await Promise.race([settled, pauseFor(ms, over.signal).then(() => false)]);
  } finally {
    over.abort();
  }
}

/**
 * What `work` gives.
 * @throws Error `message` when that takes longer than `ms`, and what `work` throws; `work` itself goes on.
 */
export async function withTimeout<Value>(
  work: Promise<Value>,
  ms: number,
  message = `no answer within ${ms} ms`,
): Promise<Value> {
  if (!(await settlesWithin(work, ms))) throw new Error(message);
  return work;
}
