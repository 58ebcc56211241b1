import { setTimeout as sleep } from "node:timers/promises";
import type { Job } from "@winnow/contracts";
import type { Connection } from "@winnow/database";
import { sql } from "kysely";
import { presentJob } from "#job/present.ts";

/** A person cannot read more than two updates a second. */
const LOOK_EVERY_MS = 500;
/** An estimate that is older than this is computed again, even if no row was settled. */
const TELL_AGAIN_AFTER_MS = 5_000;

/**
 * Follows the changes of jobs: one query at a time for all jobs that are followed in this process, and none while there are
 * none.
 */
export interface JobProgress {
  /**
   * Yields the job within half a second, and then whenever it has changed. While it runs, it is also yielded every few
   * seconds, as its estimate changes with time. Ends when the job has ended or `signal` is aborted. A slow reader misses
   * states in between, never the last one. The caller has checked that the job is the actor's own.
   */
  follow(jobId: string, signal: AbortSignal): AsyncGenerator<Job, void, undefined>;
}

interface Followed {
  /** The state that was told last; undefined while a follower has not been told any. */
  state: string | undefined;
  /** When it was told, by `performance.now()`. */
  toldAt: number;
  readonly tellers: Set<(job: Job) => void>;
}

export function createJobProgress(
  database: Connection,
  { tellAgainAfterMs = TELL_AGAIN_AFTER_MS }: { readonly tellAgainAfterMs?: number } = {},
): JobProgress {
  const followed = new Map<string, Followed>();
  let looking = false;

  async function look(): Promise<void> {
    while (followed.size > 0) {
      await sleep(LOOK_EVERY_MS);
      // While the database is away nothing new can be told; the next round queries it again.
      await tellChanges().catch(() => {});
    }
    looking = false;
  }

  async function tellChanges(): Promise<void> {
    for (const { id, state, running } of await readStates(database, [...followed.keys()])) {
      const one = followed.get(id);
      if (one === undefined) continue;
      const old = running && performance.now() - one.toldAt >= tellAgainAfterMs;
      if (one.state === state && !old) continue;
      const job = await database.selectFrom("jobs").selectAll().where("id", "=", id).executeTakeFirst();
      if (job === undefined) continue;
      const shown = await presentJob(database, job);
      one.state = state;
      one.toldAt = performance.now();
      for (const tell of one.tellers) tell(shown);
    }
  }

  function join(jobId: string, tell: (job: Job) => void): () => void {
    const one: Followed = followed.get(jobId) ?? { state: undefined, toldAt: 0, tellers: new Set() };
    followed.set(jobId, one);
    one.tellers.add(tell);
    one.state = undefined;
    if (!looking) {
      looking = true;
      void look();
    }
    return () => {
      one.tellers.delete(tell);
      if (one.tellers.size === 0) followed.delete(jobId);
    };
  }

  return {
    async *follow(jobId, signal) {
      const told: { job?: Job | undefined } = {};
      let news = Promise.withResolvers<void>();
      const leave = join(jobId, (job) => {
        told.job = job;
        news.resolve();
      });
      const wake = () => news.resolve();
      signal.addEventListener("abort", wake);
      try {
        while (!signal.aborted) {
          await news.promise;
          news = Promise.withResolvers<void>();
          const { job } = told;
          told.job = undefined;
          if (job === undefined) continue;
          yield job;
          if (job.ended_at !== null) return;
        }
      } finally {
        signal.removeEventListener("abort", wake);
        leave();
      }
    },
  };
}

/** What changes in a job while it is at work, in one text each. A refund meanwhile is shown with the next change. */
async function readStates(
  database: Connection,
  ids: readonly string[],
): Promise<readonly { readonly id: string; readonly state: string; readonly running: boolean }[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: string; state: string; running: boolean }>`
    select j.id, j.status = 'running' as running, row(j.status, j.reason, j.billable, j.pending, r.captured, r.released)::text as state
    from jobs j left join reservations r on r.id = j.reservation_id
    where j.id = any(${ids}::text[])`.execute(database);
  return rows;
}
