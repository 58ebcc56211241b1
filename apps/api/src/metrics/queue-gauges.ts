import { withTimeout } from "@winnow/runtime/within";
import { Gauge, type Registry } from "prom-client";
import type { ApiDependencies } from "#dependencies.ts";

const READ_WITHIN_MS = 5_000;

const STATES = ["waiting", "active", "delayed", "failed"] as const;

/**
 * Gauges of messages by queue and state.
 * @returns a function that reads them again. It never rejects: `winnow_queues_up` reports the failure.
 */
export function addQueueGauges(
  registry: Registry,
  { bell, logger }: Pick<ApiDependencies, "bell" | "logger">,
): () => Promise<void> {
  const up = new Gauge({
    name: "winnow_queues_up",
    help: "1 when the queues answered for this scrape.",
    registers: [registry],
  });
  const messages = new Gauge({
    name: "winnow_queue_messages",
    help: "Messages by queue and state.",
    labelNames: ["queue", "state"],
    registers: [registry],
  });
  return async () => {
    try {
      for (const [queue, depth] of Object.entries(await withTimeout(bell.depths(), READ_WITHIN_MS))) {
        for (const state of STATES) messages.set({ queue, state }, depth[state]);
      }
      up.set(1);
    } catch (error) {
      logger.warn({ error }, "the queues did not answer for /metrics");
      messages.reset();
      up.set(0);
    }
  };
}
