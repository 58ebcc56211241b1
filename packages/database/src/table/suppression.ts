import type { Generated } from "kysely";

export interface SuppressionTable {
  organization_id: string | null;
  kind: "email" | "domain";
  value: string;
  created_at: Generated<Date>;
}
