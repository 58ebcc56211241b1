import type { Generated } from "kysely";

/** A provider as the workers of this server know it. */
export interface ProviderTable {
  name: string;
  position: number;
  /** Credits of the service for one charged call; 0 for what costs nothing. */
  price_credits: number;
  fresh_for_days: number | null;
  updated_at: Generated<Date>;
}
