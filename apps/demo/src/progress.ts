import { SingleBar } from "cli-progress";
import type { Job } from "@winnow/client";

/** A progress bar on standard error when that is a terminal. */
export function showProgress(rows: number): { update(job: Job): void; stop(): void } {
  if (!process.stderr.isTTY) return { update: () => {}, stop: () => {} };
  const bar = new SingleBar({
    format: "{bar} {percentage}% | {value}/{total} rows | {status} | {spent} credits spent, {held} held",
    stream: process.stderr,
    hideCursor: true,
  });
  bar.start(rows, 0, { status: "queued", spent: 0, held: 0 });
  return {
    update: ({ counts, credits, status }) =>
      bar.update(counts.done, { status, spent: credits.captured, held: credits.reserved }),
    stop: () => bar.stop(),
  };
}
