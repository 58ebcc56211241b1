import type { Job } from "@winnow/contracts";
import { inTransaction } from "@winnow/database";
import { sql } from "kysely";
import type { Context, TenantActor } from "#context.ts";
import { findOwnJob } from "#job/find-own.ts";
import { presentJob } from "#job/present.ts";
import { markDeleted } from "#retention/expire.ts";

export type DeleteResultsOutcome =
  | { readonly outcome: "deleted"; readonly job: Job }
  | { readonly outcome: "not_found" }
  /** The job has not ended: it is to be cancelled first. */
  | { readonly outcome: "job_state_conflict"; readonly status: Job["status"] };

/**
 * Deletes the rows and results of an ended job at once and for good, and ends the guarantee for bounces of these rows. The
 * job stays, with its counts and credits. Deleting them again changes nothing, not even the time of the deletion.
 */
export function deleteResults(
  { database, actor }: Pick<Context<TenantActor>, "database" | "actor">,
  { jobId }: { readonly jobId: string },
): Promise<DeleteResultsOutcome> {
  return inTransaction(database, async (transaction): Promise<DeleteResultsOutcome> => {
    const found = await findOwnJob(transaction, actor, jobId);
    if (found === undefined) return { outcome: "not_found" };
    if (found.ended_at === null) return { outcome: "job_state_conflict", status: found.status };
    if (found.results_deleted_at === null) await markDeleted(transaction, "deleted", sql`${found.number}`);
    const job = await findOwnJob(transaction, actor, jobId);
    return { outcome: "deleted", job: await presentJob(transaction, job ?? found) };
  });
}
