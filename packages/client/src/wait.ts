import type { Job } from "#answers.ts";
import type { CallOptions } from "#http/call.ts";
import { pauseFor } from "#http/pause.ts";
import { checkTimeout, inSeconds } from "#http/time-limit.ts";
import { Timer } from "#http/timer.ts";
import { WinnowError } from "#http/winnow-error.ts";

const FIRST_INTERVAL_MS = 200;
const INTERVAL_FACTOR = 1.5;
/** Thirty calls a minute: far below any key's limit. */
const LONGEST_INTERVAL_MS = 2_000;

/** Options of waiting. `timeoutMs` is the limit of all waiting; there is none when left out. */
export interface WaitOptions extends CallOptions {
  /** Called with each state. */
  readonly onProgress?: (job: Job) => void;
}

/**
 * Polls a job, or other work that ends, less and less often until it has ended.
 * @throws WinnowError `timeout` when it has not ended in time, though it continues; the signal's reason when it is aborted.
 */
export async function waitForEnd<Work extends { readonly ended_at: string | null }>(
  id: string,
  read: (options: CallOptions) => Promise<Work>,
  {
    onProgress,
    signal: caller,
    timeoutMs = Infinity,
  }: CallOptions & { readonly onProgress?: ((work: Work) => void) | undefined },
): Promise<Work> {
  const timer = new Timer({ firstMs: checkTimeout(timeoutMs), silenceMs: undefined, signal: caller });
  const { signal } = timer;
  try {
    for (let intervalMs = FIRST_INTERVAL_MS; ; intervalMs *= INTERVAL_FACTOR) {
      const work = await read({ signal });
      onProgress?.(work);
      if (work.ended_at !== null) return work;
      await pauseFor(Math.min(intervalMs, LONGEST_INTERVAL_MS), signal);
    }
  } catch (error) {
    if (!timer.expired || error !== signal.reason) throw error;
    throw new WinnowError({
      code: "timeout",
      message: `${id} had not ended after ${inSeconds(timeoutMs)} (timeoutMs). It continues: wait again`,
      status: 0,
      retryable: true,
      cause: error,
    });
  } finally {
    timer.end();
  }
}
