import type { HealthCheck } from "@winnow/contracts";
import { readBacklog } from "@winnow/core";
import { withTimeout } from "@winnow/runtime/within";
import { healthyCheck, failedCheck } from "#doctor/check.ts";
import type { Api } from "#route/call.ts";

const ANSWER_WITHIN_MS = 3_000;
/** Due for longer than this while nobody works is no load, but a halt. */
const HALT_SECONDS = 120;

/** Whether the queues answer, and whether what is due is being worked on. */
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
      `${sum("waiting")} messages wait, ${sum("active")} are at work.`,
      `${due} chunks are due${oldest}; ${atWork} are at work.`,
    ];
    if (due === 0 || atWork > 0 || oldestDueSeconds < HALT_SECONDS) return healthyCheck(name, evidence);
    const fix = "Start a worker, and see its log: what is due is not being worked on.";
    return failedCheck(name, "warning", { evidence, fix });
  } catch (error) {
    logger.warn({ error }, "the queues did not answer the doctor");
    const evidence = ["The queues do not answer."];
    return failedCheck(name, "broken", {
      evidence,
      fix: "Start Redis, or let this server reach it.",
      settings,
    });
  }
}
