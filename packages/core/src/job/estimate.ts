import type { JobPace } from "@winnow/contracts";

/** What the tables say of the work on a job, as of one moment. */
export interface WorkSeen {
  /** Whether it is running: a paused or held job has no pace. */
  readonly running: boolean;
  readonly now: Date;
  /** How far back the work was counted: a minute, or as long as the job has been running. */
  readonly seconds: number;
  /** Within these seconds: chunks that were done, rows of them that got their answer, and rows that had their first pass. */
  readonly chunks: number;
  readonly settled: number;
  readonly passed: number;
  /** Rows that had no first pass yet. */
  readonly left: number;
  /** Rows that wait for a mail host, when the first of them is due, and the last of all that are deferred. */
  readonly deferred: number;
  readonly nextDue: Date | null;
  readonly lastDue: Date | null;
}

/** With less than this the rate would be a guess. */
const ENOUGH = { seconds: 5, chunks: 2 };

/**
 * How fast a job is and when it will be done, as far as it can be known. The first pass goes on at the pace of the last
 * minute, whether its rows are settled or deferred; then the last deferred row is due. A host may defer it again. Pure.
 */
export function estimatePace(seen: WorkSeen): JobPace {
  const { running, now, seconds, chunks, settled, passed, left, deferred, nextDue, lastDue } = seen;
  if (!running) return { rows_per_second: null, estimated_end_at: null, deferred, next_attempt_at: null };
  const enough = seconds > 0 && (seconds >= ENOUGH.seconds || chunks >= ENOUGH.chunks);
  const passIsOver =
    left === 0
      ? now.getTime()
      : enough && passed > 0
        ? now.getTime() + (left / (passed / seconds)) * 1000
        : undefined;
  return {
    rows_per_second: enough ? Number((settled / seconds).toPrecision(3)) : null,
    estimated_end_at:
      passIsOver === undefined
        ? null
        : new Date(Math.max(Math.ceil(passIsOver), lastDue?.getTime() ?? 0)).toISOString(),
    deferred,
    next_attempt_at: nextDue?.toISOString() ?? null,
  };
}
