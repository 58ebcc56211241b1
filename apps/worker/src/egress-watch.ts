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

/** A way out to mail hosts, and how to find out how it is. */
export interface EgressToWatch {
  readonly name: string;
  readonly intervalMs: number;
  audit(signal: AbortSignal): Promise<EgressAudit>;
  /** Told whenever it is known better. */
  changed(healthy: EgressHealth): void;
}

/**
 * Says every few seconds that this worker lives, hears how its egress is, and audits it when that is due and no other worker
 * does. What fails (the database is away) is logged, and the next tick tries again. Disposing of it breaks an audit off.
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
    if (healthy === "no") context.logger.warn(facts, "the egress is out of order; no live rows are verified");
    else if (last === "no") context.logger.info(facts, "the egress is no longer out of order");
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
      // While this worker audits, it knows better soon.
      if (auditing === undefined) note(heartbeat.healthy);
      if (heartbeat.audit) auditing ??= runAudit().finally(() => (auditing = undefined));
    } catch (error) {
      context.logger.warn({ err: error }, "the heartbeat of the egress failed; the next tick tries again");
    }
  }

  const loop = (async () => {
    while (!signal.aborted) {
      await tick();
      await pauseFor(Math.min(TICK_MS, egress.intervalMs), signal);
    }
    await auditing;
    await leaveEgress(context.database, { workerId }).catch((error: unknown) => {
      context.logger.warn({ err: error }, "a worker that ends is still counted for half a minute");
    });
  })();
  return {
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await loop;
    },
  };
}
