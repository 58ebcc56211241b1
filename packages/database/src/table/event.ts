import type { Generated, GeneratedAlways } from "kysely";

export interface EventTable {
  id: string;
  organization_id: string;
  mode: "live" | "test";
  type: string;
  job_id: string | null;
  page: Generated<number>;
  /** Of a ping. */
  endpoint_id: string | null;
  number: GeneratedAlways<number>;
  created_at: Generated<Date>;
}
