import type { Connection, DatabaseOutput } from "@winnow/database";
import { findPaidRows } from "#guarantee/paid-row.ts";
import { refundRow } from "#guarantee/refund-row.ts";

/**
 * What was paid for and is found invalid now, within the window, is refunded without anybody asking. In the transaction
 * that commits the finding.
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
