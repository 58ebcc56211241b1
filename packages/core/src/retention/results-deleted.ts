import type { DatabaseOutput } from "@winnow/database";

/** The rows of a job were deleted, by their owner or at the end of their retention. */
export interface ResultsDeleted {
  readonly outcome: "results_deleted";
  readonly how: "deleted" | "expired";
  /** RFC 3339. */
  readonly at: string;
}

/**
 * Whether the rows of a job are deleted. Checked before rows are read: marked rows count as deleted before they are
 * removed.
 */
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
