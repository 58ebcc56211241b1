import { sql } from "kysely";
import type { Context } from "#context.ts";

/** So many calls per window, spent in a burst or evenly. `name` is what callers are shown. */
export interface LimitPolicy {
  readonly name: string;
  readonly quota: number;
  readonly windowSeconds: number;
}

/** Whose calls a policy counts. */
export interface Limit {
  readonly policy: LimitPolicy;
  readonly subject: string;
}

/** What one call left of a limit. */
export interface LimitState {
  readonly allowed: boolean;
  readonly policy: LimitPolicy;
  readonly limit: number;
  /** Calls that could be made right now. */
  readonly remaining: number;
  /** Seconds until a refused call would pass; 0 when it passed. */
  readonly retryAfterSeconds: number;
  /** Seconds until the whole quota is there again. */
  readonly resetAfterSeconds: number;
}

/**
 * Takes one call from the bucket of `subject` under `policy`: GCRA, one atomic statement on the database's clock, so
 * that every process of the API counts together. A refused call takes nothing.
 */
export function consumeLimit(context: Pick<Context, "database">, limit: Limit): Promise<LimitState> {
  return consumeLimits(context, [limit]);
}

/**
 * Takes one call from each of several buckets, or from none of them, in one atomic statement.
 * @returns the state of the tightest limit: the one that refuses the longest, else the one that allows the fewest calls.
 * @throws RangeError without a limit.
 */
export async function consumeLimits(
  context: Pick<Context, "database">,
  limits: readonly Limit[],
): Promise<LimitState> {
  const wanted = new Map(limits.map((limit) => [`${limit.policy.name}:${limit.subject}`, limit.policy]));
  const policies = [...wanted.values()];
  const { rows } = await sql<BucketAnswer>`
    select name, allowed, remaining, retry_after as "retryAfterSeconds", reset_after as "resetAfterSeconds"
    from take_from_buckets(
      ${[...wanted.keys()]}::text[],
      ${policies.map(({ quota, windowSeconds }) => `${windowSeconds / quota} seconds`)}::interval[],
      ${policies.map(({ quota }) => quota)}::int[]
    )`.execute(context.database);
  const [tightest] = rows.toSorted(
    (a, b) => b.retryAfterSeconds - a.retryAfterSeconds || a.remaining - b.remaining,
  );
  const policy = wanted.get(tightest?.name ?? "");
  if (tightest === undefined || policy === undefined) throw new RangeError("a call without a limit");
  const { allowed, remaining, retryAfterSeconds, resetAfterSeconds } = tightest;
  return { allowed, remaining, retryAfterSeconds, resetAfterSeconds, policy, limit: policy.quota };
}

type BucketAnswer = Pick<LimitState, "allowed" | "remaining" | "retryAfterSeconds" | "resetAfterSeconds"> & {
  readonly name: string;
};
