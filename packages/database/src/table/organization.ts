import type { Generated } from "kysely";

export interface OrganizationTable {
  id: string;
  name: string;
  /** Sealed; opens with the server's secret. */
  webhook_secret: string;
  suspended_at: Date | null;
  /** Names of the providers to query, in this order; null: all of them, in the server's. */
  provider_order: Generated<string[] | null>;
  created_at: Generated<Date>;
}
