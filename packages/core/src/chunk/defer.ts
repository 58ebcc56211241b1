import type { RowOutcome } from "#chunk/outcome.ts";
import type { Lease } from "#chunk/lease.ts";

/** Minutes after the first attempt at which a deferred row is tried again, unless the host named a wait. */
const SCHEDULE_MINUTES = [1, 6, 16, 61, 241];
/** A named wait is prolonged by a fifth: hosts count from their own clock. */
const NAMED_WAIT_FACTOR = 1.2;

/**
 * Rows that wait for a budget are tried again soon at first and then ever later: thousands of chunks may wait for the same
 * budget.
 */
const BUDGET_WAIT_SECONDS = { first: 15, last: 900 };

/** Deferred rows that wait equally long, and for the same, share a chunk. */
export interface Deferral {
  readonly waitSeconds: number;
  readonly rows: number[];
  /** The mail provider whose budget they wait for. */
  readonly awaits?: string;
}

type FinalOutcome = Extract<RowOutcome, { type: "final" }>;
type DeferredOutcome = Extract<RowOutcome, { type: "deferred" }>;

/**
 * Splits outcomes into those that are final and those that wait. A row whose next attempt would come after the job's
 * `max_wait`, counted from its first attempt, gets what is known now. One that waits for a budget uses all of `max_wait`,
 * because the provider may be resumed at any time.
 */
export function separateDeferred(
  outcomes: readonly RowOutcome[],
  lease: Lease,
  now: Date,
): {
  final: FinalOutcome[];
  /** The rows that wait, with what was seen of them. */
  deferred: DeferredOutcome[];
  deferrals: Deferral[];
} {
  const final: FinalOutcome[] = [];
  const deferred: DeferredOutcome[] = [];
  const deferrals = new Map<string, Deferral>();
  const since = lease.chunk.deferred_since ?? now;
  const elapsedSeconds = Math.max((now.getTime() - since.getTime()) / 1000, 0);
  for (const outcome of outcomes) {
    if (outcome.type === "final") {
      final.push(outcome);
      continue;
    }
    const waitSeconds = waitOf(outcome, lease, elapsedSeconds);
    if (waitSeconds === undefined || elapsedSeconds + waitSeconds > lease.job.max_wait_seconds) {
      final.push(outcome.otherwise);
      continue;
    }
    deferred.push(outcome);
    const { awaits } = outcome;
    const name = `${waitSeconds} ${awaits ?? ""}`;
    const same = deferrals.get(name);
    if (same !== undefined) same.rows.push(outcome.row);
    else deferrals.set(name, { waitSeconds, rows: [outcome.row], ...(awaits !== undefined && { awaits }) });
  }
  return { final, deferred, deferrals: [...deferrals.values()] };
}

/** @returns whole seconds until the next attempt, or undefined when there is none. */
function waitOf(outcome: DeferredOutcome, { job, chunk }: Lease, elapsedSeconds: number): number | undefined {
  if (outcome.awaits !== undefined) {
    const left = Math.floor(job.max_wait_seconds - elapsedSeconds);
    const { first, last } = BUDGET_WAIT_SECONDS;
    const wait = Math.max(Math.ceil(outcome.waitSeconds ?? 0), Math.min(first * 2 ** chunk.unasked, last));
    return left < 1 ? undefined : Math.min(wait, left);
  }
  const attempt = chunk.recheck - chunk.unasked;
  const scheduled = SCHEDULE_MINUTES[attempt];
  if (scheduled === undefined) return undefined;
  if (outcome.waitSeconds !== undefined) return Math.ceil(outcome.waitSeconds * NAMED_WAIT_FACTOR);
  // No host was contacted while it waited for a budget: the schedule goes on from where it was.
  const scheduledBefore = SCHEDULE_MINUTES[attempt - 1] ?? 0;
  const beganSecondsAgo = chunk.unasked === 0 ? elapsedSeconds : scheduledBefore * 60;
  return Math.max(Math.ceil(scheduled * 60 - beganSecondsAgo), 1);
}
