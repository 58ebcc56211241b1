import { setTimeout } from "node:timers/promises";

/** Resolves after `ms`, or as soon as `signal` is aborted. Never rejects. */
export async function pauseFor(ms: number, signal?: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal }).catch(() => {});
}
