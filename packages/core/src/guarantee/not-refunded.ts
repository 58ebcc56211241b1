import { sql, type RawBuilder } from "kysely";

/**
 * SQL: no refund was made of a paid row.
 * @param entryId the capture that paid for it.
 * @param row its number.
 */
export function notRefunded(entryId: RawBuilder<unknown>, row: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`not exists (
    select from entries f where f.reverses = ${entryId} and f.kind = 'refund' and f.subject = 'row:' || ${row})`;
}
