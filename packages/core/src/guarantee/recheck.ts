import type { Connection, DatabaseOutput } from "@winnow/database";
import { sql } from "kysely";
import { notRefunded } from "#guarantee/not-refunded.ts";
import { findPaidRows, type PaidRow } from "#guarantee/paid-row.ts";
import { refundRow } from "#guarantee/refund-row.ts";

/**
 * Refunds rows that were paid for within the window and prove invalid now, without a request, in the transaction that
 * commits the finding.
 */
export async function refundInvalid(
  transaction: Connection,
  job: Pick<DatabaseOutput<"jobs">, "organization_id" | "mode">,
  found: readonly { readonly address: string; readonly checkedAt: Date }[],
  windowDays: number,
): Promise<void> {
  if (found.length === 0) return;
  const tenant = { organizationId: job.organization_id, mode: job.mode };
  const paid = await findPaidRows(transaction, tenant, {
    emails: found.map(({ address }) => address.toLowerCase()),
    at: new Date(Math.max(...found.map(({ checkedAt }) => checkedAt.getTime()))).toISOString(),
    windowDays,
  });
  for (const row of paid) {
    if (row.in_window) await refundRow(transaction, row, "rechecked");
  }
}

/** A delivered row. */
export interface DeliveredRow {
  readonly job_number: number;
  readonly row: number;
}

/** Of delivered rows that prove invalid now, those that were paid for, are within the window and have no refund yet. */
export async function findRefundable(
  connection: Connection,
  rows: readonly DeliveredRow[],
  windowDays: number,
): Promise<PaidRow[]> {
  if (rows.length === 0) return [];
  const { rows: paid } = await sql<PaidRow>`
    select lower(r.email) as email, r.job_number, r.row, r.entry_id, r.charge_millicredits, true as in_window
    from unnest(${rows.map((one) => one.job_number)}::bigint[], ${rows.map(({ row }) => row)}::int[]) as t (job_number, row)
    join results r on r.job_number = t.job_number and r.row = t.row
    join entries e on e.id = r.entry_id
    where now() <= e.created_at + make_interval(days => ${windowDays}::int)
      and ${notRefunded(sql`e.id`, sql`r.row`)}
    order by r.job_number, r.row`.execute(connection);
  return paid;
}
