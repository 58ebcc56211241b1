import type { Connection } from "@winnow/database";
import { sql } from "kysely";
import type { Tenant } from "#context.ts";

/** A row that was paid for. */
export interface PaidRow {
  /** In lower case. */
  readonly email: string;
  readonly job_number: number;
  readonly row: number;
  readonly entry_id: string;
  readonly charge_millicredits: number;
  readonly in_window: boolean;
}

/**
 * The latest row of each address that the tenant had paid for at a moment. The window runs from the payment. Deleting
 * results ends their guarantee at once, whether or not the rows are removed yet.
 * @param input.emails lower case.
 */
export async function findPaidRows(
  connection: Connection,
  { organizationId, mode }: Tenant,
  input: { readonly emails: readonly string[]; readonly at: string; readonly windowDays: number },
): Promise<PaidRow[]> {
  const { rows } = await sql<PaidRow>`
    select distinct on (lower(r.email)) lower(r.email) as email, r.job_number, r.row, r.entry_id, r.charge_millicredits,
      ${input.at}::timestamptz <= e.created_at + make_interval(days => ${input.windowDays}::int) as in_window
    from results r join jobs j on j.number = r.job_number join entries e on e.id = r.entry_id
    where lower(r.email) = any(${[...input.emails]}::text[]) and r.entry_id is not null
      and j.organization_id = ${organizationId} and j.mode = ${mode} and j.results_deleted_at is null
      and r.checked_at <= ${input.at}::timestamptz
    order by lower(r.email), e.created_at desc, r.job_number desc, r.row desc`.execute(connection);
  return rows;
}
