import type { RowDetail, RowVerification } from "@winnow/contracts";
import type { Connection, DatabaseOutput } from "@winnow/database";
import type { Context, TenantActor } from "#context.ts";
import { findResults } from "#job/results/find-results.ts";
import { presentRow } from "#job/results/present-row.ts";
import { findJoinedRow } from "#job/results/read-rows.ts";
import type { ResultsDeleted } from "#retention/results-deleted.ts";

export type ShowRowOutcome =
  | { readonly outcome: "shown"; readonly row: RowDetail }
  /** Another tenant's job, or a row that the job does not have. */
  | { readonly outcome: "not_found" }
  | ResultsDeleted;

/**
 * A row with the reason of its verdict in words, and every attempt with its commands and replies, whether or not it was
 * paid for. A masked row shows no evidence, because a mail host's reply may name the address.
 */
export async function showRow(
  { database, pool, actor }: Pick<Context<TenantActor>, "database" | "pool" | "actor">,
  input: { readonly jobId: string; readonly row: number },
): Promise<ShowRowOutcome> {
  const found = await findResults(database, actor, input.jobId);
  if (found.outcome !== "found") return found;
  const { job } = found;
  const joined = await findJoinedRow(pool, job, input.row);
  if (joined === undefined) return { outcome: "not_found" };
  const verifications = await readVerifications(database, job, input.row);
  return { outcome: "shown", row: { ...presentRow(job, joined), why: joined.why, verifications } };
}

async function readVerifications(
  database: Connection,
  job: DatabaseOutput<"jobs">,
  row: number,
): Promise<RowVerification[]> {
  const columns = ["email_status", "email_reason", "why", "evidence"] as const;
  const versions = ["classifier_version", "verdict_version"] as const;
  const earlier = await database
    .selectFrom("verification_attempts")
    .select(["attempt", "address", "at", ...columns, ...versions])
    .where("job_number", "=", job.number)
    .where("row", "=", row)
    .orderBy("attempt")
    .execute();
  const last = await database
    .selectFrom("results")
    .select(["email as address", "checked_at as at", ...columns, ...versions])
    .where("job_number", "=", job.number)
    .where("row", "=", row)
    .executeTakeFirst();
  const attempts = [...earlier, ...(last === undefined ? [] : [{ ...last, attempt: earlier.length + 1 }])];
  return attempts.flatMap(({ attempt, address, at, email_status: status, evidence, why, ...rest }) =>
    address === null || status === null || at === null
      ? []
      : {
          attempt,
          address,
          status,
          reason: rest.email_reason ?? "",
          why,
          at: at.toISOString(),
          classifier_version: rest.classifier_version,
          verdict_version: rest.verdict_version,
          evidence: (evidence as RowVerification["evidence"] | null) ?? [],
        },
  );
}
