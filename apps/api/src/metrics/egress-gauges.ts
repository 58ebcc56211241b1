import { CheckState } from "@winnow/contracts";
import { readEgresses } from "@winnow/core";
import { withTimeout } from "@winnow/runtime/within";
import { Gauge, type Registry } from "prom-client";
import type { ApiDependencies } from "#dependencies.ts";

const READ_WITHIN_MS = 5_000;

/**
 * Gauges of the ways out to mail hosts, of those that were audited lately.
 * @returns what reads them again; it never rejects: `winnow_database_up` tells.
 */
export function addEgressGauges(
  registry: Registry,
  { database, logger }: Pick<ApiDependencies, "database" | "logger">,
): () => Promise<void> {
  const broken = new Gauge({
    name: "winnow_egress_broken",
    help: "1 while a way out to mail hosts is broken and no live row is verified through it.",
    labelNames: ["egress"],
    registers: [registry],
  });
  const checks = new Gauge({
    name: "winnow_egress_check",
    help: "1 for the state that a check of a way out to mail hosts is in.",
    labelNames: ["egress", "check", "state"],
    registers: [registry],
  });
  return async () => {
    // What is gone, or not known at the moment, has no figures.
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
