import { callerOf, countCalls, type CallCount, type TenantActor } from "@winnow/core";
import type { Connection } from "@winnow/database";
import type { Logger } from "@winnow/runtime";

const FLUSH_EVERY_MS = 2_000;
/** The most counts kept in memory; beyond it, counts are dropped while the database is away. */
const WAITING_MAX = 10_000;

/** Counts the calls of customers for their statistics. */
export interface CallCounter extends AsyncDisposable {
  /** Counts one call; it is stored within seconds. A killed process loses the counts that are not stored yet. */
  note(
    actor: TenantActor,
    call: { readonly endpoint: string; readonly denied: boolean; readonly at: Date },
  ): void;
}

/** Disposing of it stores the remaining counts. */
export function createCallCounter(database: Connection, logger: Logger): CallCounter {
  let waiting = new Map<string, CallCount>();
  let flushing: Promise<void> | undefined;

  function add(count: CallCount): void {
    const { organizationId, mode, callerId, endpoint, day } = count;
    const name = JSON.stringify([organizationId, mode, callerId, endpoint, day]);
    const earlier = waiting.get(name);
    if (earlier === undefined && waiting.size >= WAITING_MAX) return;
    const calls = (earlier?.calls ?? 0) + count.calls;
    waiting.set(name, { ...count, calls, denied: (earlier?.denied ?? 0) + count.denied });
  }

  async function store(): Promise<void> {
    const counts = [...waiting.values()];
    waiting = new Map();
    try {
      await countCalls(database, counts);
    } catch (error) {
      logger.debug({ error }, "calls were not counted yet");
      for (const count of counts) add(count);
    }
  }

  const flush = () => (flushing ??= store().finally(() => (flushing = undefined)));
  const timer = setInterval(flush, FLUSH_EVERY_MS);
  timer.unref();

  return {
    note(actor, { endpoint, denied, at }) {
      const day = at.toISOString().slice(0, 10);
      const { organizationId, mode } = actor;
      const callerId = callerOf(actor);
      add({ organizationId, mode, callerId, endpoint, day, calls: 1, denied: denied ? 1 : 0 });
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await flushing;
      await store();
    },
  };
}
