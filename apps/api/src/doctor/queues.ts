import type { HealthCheck } from "@winnow/contracts";
import { readBacklog } from "@winnow/core";
import { withTimeout } from "@winnow/runtime/within";
import { failedCheck, healthyCheck } from "#doctor/check.ts";
import type { Api } from "#route/call.ts";

const ANSWER_WITHIN_MS = 3_000;
/** Work that is due for longer than this while no worker is busy means that the workers have stopped. */
const HALT_SECONDS = 120;

/** Checks that the queues answer, and that workers process what is due. */
export async function examineQueues({
  bell,
  database,
  logger,
}: Pick<Api, "bell" | "database" | "logger">): Promise<HealthCheck> {
  const name = "queues";
  const settings = ["REDIS_URL"];
  try {
    const depths = Object.values(await withTimeout(bell.depths(), ANSWER_WITHIN_MS));
    const sum = (state: "waiting" | "active" | "failed"): number =>
      depths.reduce((total, depth) => total + depth[state], 0);
    const { due, oldestDueSeconds, atWork } = await withTimeout(
      readBacklog(database.kysely),
      ANSWER_WITHIN_MS,
    );
    const oldest = due === 0 ? "" : `, the oldest for ${Math.round(oldestDueSeconds)} s`;
    const evidence = [
      `${sum("waiting")} messages are waiting, ${sum("active")} are being processed.`,
      `${due} chunks are due${oldest}; ${atWork} are being processed.`,
    ];
    if (due === 0 || atWork > 0 || oldestDueSeconds < HALT_SECONDS) return healthyCheck(name, evidence);
    const fix = "Start a worker, and read its log: due chunks are not being processed.";
    return failedCheck(name, "warning", { evidence, fix });
  } catch (error) {
    logger.warn({ error }, "the queues did not answer the doctor");
    const evidence = ["The queues do not answer."];
    return failedCheck(name, "broken", {
      evidence,
      fix: "Start Redis, or check the network between it and this server.",
      settings,
    });
  }
}
