import { sql } from "kysely";
import type { Context } from "#context.ts";

/** So many calls per window, spent in a burst or evenly. `name` is what callers are shown. */
export interface LimitPolicy {
  readonly name: string;
  readonly quota: number;
  readonly windowSeconds: number;
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
export async function consume(
  context: Pick<Context, "database">,
  input: { readonly policy: LimitPolicy; readonly subject: string },
): Promise<LimitState> {
  const { policy, subject } = input;
  const { rows } = await sql<BucketAnswer>`
    select allowed, remaining, retry_after as "retryAfterSeconds", reset_after as "resetAfterSeconds"
    from take_from_bucket(
      ${`${policy.name}:${subject}`},
      make_interval(secs => ${policy.windowSeconds / policy.quota}),
      ${policy.quota}::int
    )`.execute(context.database);
  const [bucket] = rows;
  if (bucket === undefined) throw new Error("take_from_bucket answered without a row");
  return { ...bucket, policy, limit: policy.quota };
}

type BucketAnswer = Pick<LimitState, "allowed" | "remaining" | "retryAfterSeconds" | "resetAfterSeconds">;
