import type { RowOutcome } from "#chunk/outcome.ts";
import type { Lease } from "#chunk/lease.ts";

/** Minutes after the first attempt at which a deferred row is tried again, unless the host named a wait. */
const SCHEDULE_MINUTES = [1, 6, 16, 61, 241];
/** A named wait is prolonged by a fifth: hosts count from their own clock. */
const NAMED_WAIT_FACTOR = 1.2;

/** Deferred rows that wait equally long share a chunk. */
export interface Deferral {
  readonly waitSeconds: number;
  readonly rows: number[];
}

/**
 * Splits outcomes into those that are final and those that wait. A row whose next attempt would come after the job's
 * `max_wait`, counted from its first attempt, gets what is known now.
 */
export function separateDeferred(
  outcomes: readonly RowOutcome[],
  lease: Lease,
  now: Date,
): {
  final: Extract<RowOutcome, { type: "final" }>[];
  /** Who waits, with what was seen of them. */
  deferred: Extract<RowOutcome, { type: "deferred" }>[];
  deferrals: Deferral[];
} {
  const deferred: Extract<RowOutcome, { type: "deferred" }>[] = [];
  const final: Extract<RowOutcome, { type: "final" }>[] = [];
  const byWait = new Map<number, number[]>();
  const since = lease.chunk.deferred_since ?? now;
  const elapsedSeconds = Math.max((now.getTime() - since.getTime()) / 1000, 0);
  for (const outcome of outcomes) {
    if (outcome.type === "final") {
      final.push(outcome);
      continue;
    }
    const waitSeconds = nextWaitSeconds(lease.chunk.recheck, elapsedSeconds, outcome.waitSeconds);
    if (waitSeconds === undefined || elapsedSeconds + waitSeconds > lease.job.max_wait_seconds) {
      final.push(outcome.otherwise);
      continue;
    }
    deferred.push(outcome);
    const rows = byWait.get(waitSeconds);
    if (rows === undefined) byWait.set(waitSeconds, [outcome.row]);
    else rows.push(outcome.row);
  }
  return { final, deferred, deferrals: [...byWait].map(([waitSeconds, rows]) => ({ waitSeconds, rows })) };
}

/** @returns whole seconds until the next attempt, or undefined when the schedule is exhausted. */
function nextWaitSeconds(
  recheck: number,
  elapsedSeconds: number,
  named: number | undefined,
): number | undefined {
  const scheduled = SCHEDULE_MINUTES[recheck];
  if (scheduled === undefined) return undefined;
  if (named !== undefined) return Math.ceil(named * NAMED_WAIT_FACTOR);
  return Math.max(Math.ceil(scheduled * 60 - elapsedSeconds), 1);
}
