import type { HealthCheck } from "@winnow/contracts";
import { countWorkers } from "@winnow/core";
import { withTimeout } from "@winnow/runtime/within";
import { healthyCheck, failedCheck } from "#doctor/check.ts";
import type { Api } from "#route/call.ts";

const ANSWER_WITHIN_MS = 3_000;

/** Checks that at least one worker is running. */
export async function examineWorkers({
  database,
  logger,
}: Pick<Api, "database" | "logger">): Promise<HealthCheck> {
  const name = "workers";
  try {
    const { alive, lastSeenSecondsAgo } = await withTimeout(countWorkers(database.kysely), ANSWER_WITHIN_MS);
    if (alive > 0)
      return healthyCheck(name, [`${alive} ${alive === 1 ? "worker is" : "workers are"} running.`]);
    const evidence = [
      lastSeenSecondsAgo === null
        ? "No worker has ever reported to this database."
        : `The last worker reported ${Math.round(lastSeenSecondsAgo)} s ago.`,
    ];
    return failedCheck(name, "broken", { evidence, fix: "Start a worker with the same DATABASE_URL." });
  } catch (error) {
    logger.warn({ error }, "the workers could not be counted for the doctor");
    const evidence = ["The workers could not be counted."];
    return failedCheck(name, "broken", { evidence, fix: "Fix the check of the database first." });
  }
}
