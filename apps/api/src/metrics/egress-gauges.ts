import { CheckState } from "@winnow/contracts";
import { readEgresses } from "@winnow/core";
import { withTimeout } from "@winnow/runtime/within";
import { Gauge, type Registry } from "prom-client";
import type { ApiDependencies } from "#dependencies.ts";

const READ_WITHIN_MS = 5_000;

/**
 * Gauges of egresses, the addresses from which workers reach mail hosts, that were audited recently.
 * @returns a function that reads them again. It never rejects: `winnow_database_up` reports the failure.
 */
export function addEgressGauges(
  registry: Registry,
  { database, logger }: Pick<ApiDependencies, "database" | "logger">,
): () => Promise<void> {
  const broken = new Gauge({
    name: "winnow_egress_broken",
    help: "1 while an egress to mail hosts is broken and no live row is verified through it.",
    labelNames: ["egress"],
    registers: [registry],
  });
  const checks = new Gauge({
    name: "winnow_egress_check",
    help: "1 for the current state of a check of an egress to mail hosts.",
    labelNames: ["egress", "check", "state"],
    registers: [registry],
  });
  return async () => {
    // An egress that is removed, or cannot be read at the moment, has no figures.
    broken.reset();
    checks.reset();
    try {
      const egresses = await withTimeout(readEgresses(database.kysely), READ_WITHIN_MS);
      for (const { egress, healthy, current, checks: seen } of egresses) {
        if (!current) continue;
        broken.set({ egress }, healthy === "no" ? 1 : 0);
        for (const { name, state } of seen) {
          for (const one of CheckState.options) {
            checks.set({ egress, check: name, state: one }, state === one ? 1 : 0);
          }
        }
      }
    } catch (error) {
      logger.warn({ error }, "the egress health could not be read for /metrics");
    }
  };
}
