import type { DatabaseOutput } from "@winnow/database";

/** The rows of a job are nobody's any more: their owner deleted them, or their time was over. */
export interface ResultsDeleted {
  readonly outcome: "results_deleted";
  readonly how: "deleted" | "expired";
  /** RFC 3339. */
  readonly at: string;
}

/** Asked before rows are read: what is marked is gone, whether or not it was removed yet. */
export function resultsDeleted(
  job: Pick<DatabaseOutput<"jobs">, "results_deleted_at" | "results_deletion">,
): ResultsDeleted | undefined {
  if (job.results_deleted_at === null || job.results_deletion === null) return undefined;
  return { outcome: "results_deleted", how: job.results_deletion, at: job.results_deleted_at.toISOString() };
}

/** The same in a sentence. */
export function describeDeletion({ how, at }: ResultsDeleted): string {
  return how === "deleted"
    ? `The rows and results of this job were deleted at ${at} by their owner.`
    : `The rows and results of this job were kept for their time, which ended at ${at}.`;
}
