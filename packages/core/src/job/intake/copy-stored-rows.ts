import type { Connection } from "@winnow/database";
import { sql, type RawBuilder } from "kysely";

/** Rows of another job or upload: how many, and how many of them can be worked on. */
export interface StoredRows {
  readonly submitted: number;
  readonly usable: number;
}

/**
 * Copies rows that stand under one job number to another one; they keep their own number, `ref` and text, and never leave
 * the database.
 * @param which a condition on `r`, the rows that are copied.
 */
export async function copyStoredRows(
  transaction: Connection,
  { from, to, which }: { readonly from: number; readonly to: number; readonly which: RawBuilder<unknown> },
): Promise<StoredRows> {
  const { rows } = await sql<StoredRows>`
    with copied as (
      insert into job_rows (job_number, row, ref, raw, email, first_name, last_name, full_name, company, domain,
        linkedin_url, defect, line)
      select ${to}::bigint, r.row, r.ref, r.raw, r.email, r.first_name, r.last_name, r.full_name, r.company, r.domain,
        r.linkedin_url, r.defect, r.line
      from job_rows r where r.job_number = ${from} and ${which}
      returning defect
    )
    select count(*)::int as submitted, count(*) filter (where defect is null)::int as usable from copied`.execute(
    transaction,
  );
  return rows[0]!;
}

/** What `copyStoredRows` would copy. */
export async function countStoredRows(
  transaction: Connection,
  { from, which }: { readonly from: number; readonly which: RawBuilder<unknown> },
): Promise<StoredRows> {
  const { rows } = await sql<StoredRows>`
    select count(*)::int as submitted, count(*) filter (where r.defect is null)::int as usable
    from job_rows r where r.job_number = ${from} and ${which}`.execute(transaction);
  return rows[0]!;
}
