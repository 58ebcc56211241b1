import type { Generated } from "kysely";

/** A provider as the workers of this server know it. */
export interface ProviderTable {
  name: string;
  position: number;
  /** The service's own credits for one charged call; 0 where calls are free. */
  price_credits: number;
  fresh_for_days: number | null;
  updated_at: Generated<Date>;
}
