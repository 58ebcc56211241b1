import type { Job } from "@winnow/contracts";
import { inTransaction } from "@winnow/database";
import type { Context, TenantActor } from "#context.ts";
import { lockOwnJob } from "#job/find-own.ts";
import { presentJob } from "#job/present.ts";
import { statusesBefore } from "#job/transitions.ts";

export type PauseOutcome =
  | { readonly outcome: "paused"; readonly job: Job }
  | { readonly outcome: "not_found" }
  /** The job has ended. */
  | { readonly outcome: "job_state_conflict"; readonly status: Job["status"] };

/**
 * Pauses a job: no further chunk is leased. Leased chunks are settled as usual, because their rows have cost time and the
 * patience of mail hosts. Pausing it again changes nothing.
 */
export function pauseJob(
  context: Pick<Context<TenantActor>, "database" | "actor">,
  input: { readonly jobId: string },
): Promise<PauseOutcome> {
  return inTransaction(context.database, async (transaction): Promise<PauseOutcome> => {
    const job = await lockOwnJob(transaction, context.actor, input.jobId);
    if (job === undefined) return { outcome: "not_found" };
    if (![...statusesBefore("pause"), "paused"].includes(job.status))
      return { outcome: "job_state_conflict", status: job.status };
    const paused = await transaction
      .updateTable("jobs")
      .set({ status: "paused", reason: null })
      .where("number", "=", job.number)
      .returningAll()
      .executeTakeFirstOrThrow();
    return { outcome: "paused", job: await presentJob(transaction, paused) };
  });
}
