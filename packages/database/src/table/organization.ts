import type { Generated } from "kysely";

export interface OrganizationTable {
  id: string;
  name: string;
  /** Sealed; opens with the server's secret. */
  webhook_secret: string;
  suspended_at: Date | null;
  created_at: Generated<Date>;
}
