/** Resolves after `ms`, or at once when `signal` aborts. Never rejects. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener("abort", done);
  });
}

/** True when `work` settles within `ms`, in whatever way. */
export async function settlesWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
  const over = new AbortController();
  const settled = work.then(
    () => true,
    () => true,
  );
  try {
    return await Promise.race([settled, pause(ms, over.signal).then(() => false)]);
  } finally {
    over.abort();
  }
}

/** What `work` gives. @throws Error `message` when that takes longer than `ms`; `work` itself goes on. */
export async function within<Value>(work: Promise<Value>, ms: number, message: () => string): Promise<Value> {
  if (!(await settlesWithin(work, ms))) throw new Error(message());
  return work;
}
