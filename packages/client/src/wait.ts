import type { Job } from "#answers.ts";
import type { CallOptions } from "#http/call.ts";
import { pause } from "#http/pause.ts";

const FIRST_INTERVAL_MS = 200;
const INTERVAL_FACTOR = 1.5;
/** Thirty calls a minute: far below any key's limit. */
const LONGEST_INTERVAL_MS = 2_000;

export interface WaitOptions extends CallOptions {
  /** Told of each state that was seen. */
  readonly onProgress?: (job: Job) => void;
}

/** Reads a job, or other work that ends, ever less often until it has ended. */
export async function waitForEnd<Work extends { readonly ended_at: string | null }>(
  read: () => Promise<Work>,
  options: CallOptions & { readonly onProgress?: (work: Work) => void },
): Promise<Work> {
  for (let intervalMs = FIRST_INTERVAL_MS; ; intervalMs *= INTERVAL_FACTOR) {
    const work = await read();
    options.onProgress?.(work);
    if (work.ended_at !== null) return work;
    await pause(Math.min(intervalMs, LONGEST_INTERVAL_MS), options.signal);
  }
}
