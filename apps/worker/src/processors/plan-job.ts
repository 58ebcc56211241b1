import type { PlanJob } from "@winnow/contracts";
import { completeJob, planJob, type WorkerContext } from "@winnow/core";

/** `plan-job`: plans a job; a job without a row to process is complete at once. */
export async function processPlanJob(context: WorkerContext, payload: PlanJob): Promise<void> {
  const planned = await planJob(context, payload);
  context.logger.info({ jobId: payload.jobId, ...planned }, "plan-job");
  if (planned.outcome === "planned" && planned.pending === 0) await completeJob(context, payload);
}
