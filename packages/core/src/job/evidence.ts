import type { EntryDetail } from "@winnow/contracts";
import type { Context, TenantActor } from "#context.ts";
import { findOwnJob } from "#job/find-own.ts";

export type Evidence = EntryDetail["rows"][number]["evidence"];

/**
 * What was asked and answered about the address of a row, step by step, whether or not it was paid for.
 * @returns nothing when nobody was asked, and for another tenant's job.
 */
export async function readEvidence(
  { database, actor }: Pick<Context<TenantActor>, "database" | "actor">,
  input: { readonly jobId: string; readonly row: number },
): Promise<Evidence> {
  const job = await findOwnJob(database, actor, input.jobId);
  if (job === undefined) return [];
  const result = await database
    .selectFrom("results")
    .select("evidence")
    .where("job_number", "=", job.number)
    .where("row", "=", input.row)
    .executeTakeFirst();
  return (result?.evidence as Evidence | null | undefined) ?? [];
}
