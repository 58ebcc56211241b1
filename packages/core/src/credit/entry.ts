import type { EntryDetail } from "@winnow/contracts";
import { entryOf, toCredits } from "@winnow/credits";
import type { DatabaseOutput } from "@winnow/database";
import { sql } from "kysely";
import type { Context, TenantActor } from "#context.ts";
import { presentEntry } from "#credit/present.ts";
import { findOwnJob } from "#job/find-own.ts";

type PaidRow = Pick<
  DatabaseOutput<"results">,
  "row" | "email" | "email_status" | "email_reason" | "charge_millicredits" | "checked_at" | "evidence"
> & { readonly ref: string | null };

/**
 * An entry of the actor's statement with what it paid for. A capture has each of its rows, with the verdict that justified
 * it and the evidence of that verdict; a refund has the row that it refunded. Deleted rows are left out, and
 * `rows_deleted_at` says so.
 * @returns undefined when the actor has no such entry.
 */
export async function showEntry(
  { database, actor }: Pick<Context<TenantActor>, "database" | "actor">,
  input: { readonly entryId: string },
): Promise<EntryDetail | undefined> {
  const entry = await database
    .selectFrom("entries")
    .selectAll()
    .where("id", "=", input.entryId)
    .where("organization_id", "=", actor.organizationId)
    .where("mode", "=", actor.mode)
    .executeTakeFirst();
  if (entry === undefined) return undefined;
  const refunded = /^row:(\d+)$/.exec(entry.subject ?? "")?.[1];
  const { rows } = await sql<PaidRow>`
    select r.row, i.ref, r.email, r.email_status, r.email_reason, r.charge_millicredits, r.checked_at, r.evidence
    from jobs j
    join lateral (
      -- The rows of the chunk, or the one that was given back: found by key, however large the job is.
      select unnest(c.rows) as row from chunks c
      where c.job_number = j.number and 'chunk:' || c.number = ${entry.subject ?? ""}
      union all select ${refunded ?? null}::int where ${refunded ?? null}::int is not null
    ) paid on true
    join results r on r.job_number = j.number and r.row = paid.row
    join job_rows i on i.job_number = j.number and i.row = paid.row
    where j.id = ${entry.job_id} and j.results_deleted_at is null and r.entry_id = ${entry.reverses ?? entry.id}
    order by r.row`.execute(database);
  const job = entry.job_id === null ? undefined : await findOwnJob(database, actor, entry.job_id);
  return {
    ...presentEntry(entryOf(entry)),
    rows_deleted_at: job?.results_deleted_at?.toISOString() ?? null,
    rows: rows.map((row) => ({
      row: row.row,
      ref: row.ref,
      email: row.email ?? "",
      status: row.email_status ?? "unknown",
      reason: row.email_reason ?? "",
      credits: toCredits(row.charge_millicredits),
      checked_at: row.checked_at?.toISOString() ?? null,
      evidence: (row.evidence as EntryDetail["rows"][number]["evidence"] | null) ?? [],
    })),
  };
}
