import { inTransaction } from "@winnow/database";
import type { Job } from "@winnow/contracts";
import type { Context, TenantActor } from "#context.ts";
import { lockOwnJob } from "#job/find-own.ts";
import { endJob } from "#job/control/end.ts";
import { presentJob } from "#job/present.ts";
import { statusesBefore } from "#job/transitions.ts";

export type CancelOutcome =
  | { readonly outcome: "cancelled"; readonly job: Job }
  | { readonly outcome: "not_found" }
  /** The job has already ended; nothing was changed. */
  | { readonly outcome: "job_state_conflict"; readonly status: Job["status"] };

/**
 * Cancels a job at once: what is reserved and not captured is released, and chunks still at work write nothing, because
 * their settlement is conditional on a running job. Rows without a result read as failed{cancelled}.
 */
export async function cancelJob(
  context: Context<TenantActor>,
  input: { jobId: string },
): Promise<CancelOutcome> {
  return inTransaction(context.database, async (transaction): Promise<CancelOutcome> => {
    const job = await lockOwnJob(transaction, context.actor, input.jobId);
    if (job === undefined) return { outcome: "not_found" };
    if (!statusesBefore("cancel").includes(job.status))
      return { outcome: "job_state_conflict", status: job.status };
    const ended = await endJob(transaction, job, { status: "cancelled" });
    return { outcome: "cancelled", job: await presentJob(transaction, ended) };
  });
}
