import type { ColumnType, Generated, GeneratedAlways } from "kysely";

export interface EventTable {
  id: string;
  organization_id: string;
  mode: "live" | "test";
  type: string;
  job_id: string | null;
  page: Generated<number>;
  /** Of a ping. */
  endpoint_id: string | null;
  /** As in the body of its callback; null for pages of rows, what is older than the column, and rows that were deleted. */
  data: ColumnType<unknown, string | undefined, never>;
  number: GeneratedAlways<number>;
  created_at: Generated<Date>;
}
