import { setTimeout as sleep } from "node:timers/promises";
import type { Connection } from "@winnow/database";

const LOOK_EVERY_MS = 40;

/** Tells when jobs end: one query at a time for all callers that wait in this process, and none while there are none. */
export interface JobWatch {
  /** Whether the job has ended before `timeoutMs` were over. */
  ended(jobId: string, timeoutMs: number): Promise<boolean>;
}

export function createJobWatch(database: Connection): JobWatch {
  const waiting = new Map<string, Set<() => void>>();
  let looking = false;

  async function look(): Promise<void> {
    while (waiting.size > 0) {
      await sleep(LOOK_EVERY_MS);
      // The next round queries a database that is away; each waiting caller has a deadline.
      for (const id of await endedAmong([...waiting.keys()]).catch(() => [])) {
        for (const tell of waiting.get(id) ?? []) tell();
      }
    }
    looking = false;
  }

  async function endedAmong(ids: readonly string[]): Promise<string[]> {
    if (ids.length === 0) return [];
    const jobs = await database
      .selectFrom("jobs")
      .select("id")
      .where("id", "in", ids)
      .where("ended_at", "is not", null)
      .execute();
    return jobs.map(({ id }) => id);
  }

  return {
    async ended(jobId, timeoutMs) {
      const told = Promise.withResolvers<boolean>();
      const tell = () => told.resolve(true);
      const tellers = waiting.get(jobId) ?? new Set();
      waiting.set(jobId, tellers.add(tell));
      const deadline = setTimeout(() => told.resolve(false), timeoutMs);
      if (!looking) {
        looking = true;
        void look();
      }
      try {
        return await told.promise;
      } finally {
        clearTimeout(deadline);
        tellers.delete(tell);
        if (tellers.size === 0) waiting.delete(jobId);
      }
    },
  };
}
