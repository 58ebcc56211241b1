import type { Connection, DatabaseOutput } from "@winnow/database";
import type { Tenant } from "#context.ts";
import { findOwnJob } from "#job/find-own.ts";
import { resultsDeleted, type ResultsDeleted } from "#retention/results-deleted.ts";

export type FindResultsOutcome =
  | { readonly outcome: "found"; readonly job: DatabaseOutput<"jobs"> }
  /** Another tenant's job, or none. */
  | { readonly outcome: "not_found" }
  | ResultsDeleted;

/** A job of the tenant, if its rows may be read. */
export async function findResults(
  connection: Connection,
  tenant: Tenant,
  jobId: string,
): Promise<FindResultsOutcome> {
  const job = await findOwnJob(connection, tenant, jobId);
  if (job === undefined) return { outcome: "not_found" };
  return resultsDeleted(job) ?? { outcome: "found", job };
}
