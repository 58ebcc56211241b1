import type { ColumnType } from "kysely";

/** Calls of one key to one endpoint on one day (UTC). */
export interface CallCountTable {
  organization_id: string;
  mode: "live" | "test";
  /** A key or a member. */
  caller_id: string;
  endpoint: string;
  day: ColumnType<Date, string, never>;
  calls: number;
  denied: number;
}
