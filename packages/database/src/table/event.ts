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
  /**
   * The data of its callback's body; null for pages of rows, for deleted rows and for events that are older than the
   * column.
   */
  data: ColumnType<unknown, string | undefined, never>;
  number: GeneratedAlways<number>;
  created_at: Generated<Date>;
}
