import type { Generated } from "kysely";

export interface EventTable {
  id: string;
  organization_id: string;
  mode: "live" | "test";
  type: string;
  job_id: string | null;
  page: Generated<number>;
  created_at: Generated<Date>;
}
