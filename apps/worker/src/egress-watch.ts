import {
  recordEgressHeartbeat,
  followEgress,
  leaveEgress,
  recordEgressAudit,
  type EgressAudit,
  type EgressHealth,
  type WorkerContext,
} from "@winnow/core";
import { pauseFor } from "@winnow/runtime/pause";

const TICK_MS = 5_000;

/** An egress to mail hosts, and its audit. */
export interface EgressToWatch {
  readonly name: string;
  readonly intervalMs: number;
  audit(signal: AbortSignal): Promise<EgressAudit>;
  /** Called with each newer result. */
  changed(healthy: EgressHealth): void;
}

/**
 * Reports every few seconds that this worker is running, reads its egress's health, and audits it when that is due and no other
 * worker does. An error (the database is away) is logged, and the next tick tries again. Disposing of it aborts an audit.
 */
export function startEgressWatch(context: WorkerContext, egress: EgressToWatch): AsyncDisposable {
  const workerId = crypto.randomUUID();
  const stopping = new AbortController();
  const { signal } = stopping;
  let last: EgressHealth = "unmeasured";
  let auditing: Promise<void> | undefined;

  function note(healthy: EgressHealth, audit?: EgressAudit): void {
    egress.changed(healthy);
    if (healthy === last) return;
    const broken = audit?.checks.filter(({ state }) => state === "broken").map(({ name }) => name);
    const facts = { egress: egress.name, healthy, ...(broken !== undefined && { broken }) };
    if (healthy === "no") context.logger.warn(facts, "the egress is unhealthy; no live rows are verified");
    else if (last === "no") context.logger.info(facts, "the egress is healthy again");
    last = healthy;
  }

  async function runAudit(): Promise<void> {
    const { name, intervalMs } = egress;
    try {
      const found = await egress.audit(signal);
      note(found.healthy, found);
      await recordEgressAudit(context, { egress: name, intervalMs, audit: found });
      await followEgress(context);
    } catch (error) {
      if (!signal.aborted) context.logger.warn({ err: error }, "an audit of the egress failed");
    }
  }

  async function tick(): Promise<void> {
    try {
      const heartbeat = await recordEgressHeartbeat(context.database, { workerId, egress: egress.name });
      // While this worker audits, it will soon have a newer result.
      if (auditing === undefined) note(heartbeat.healthy);
      if (heartbeat.audit) auditing ??= runAudit().finally(() => (auditing = undefined));
    } catch (error) {
      context.logger.warn(
        { err: error },
        "the health of the egress could not be read; the next tick tries again",
      );
    }
  }

  const loop = (async () => {
    while (!signal.aborted) {
      await tick();
      await pauseFor(Math.min(TICK_MS, egress.intervalMs), signal);
    }
    await auditing;
    await leaveEgress(context.database, { workerId }).catch((error: unknown) => {
      context.logger.warn(
        { err: error },
        "the stopping worker could not be removed; it is counted for another half minute",
      );
    });
  })();
  return {
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await loop;
    },
  };
}
