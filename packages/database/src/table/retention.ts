import type { Generated } from "kysely";

/** How long results are kept, as the workers have it; one row. */
export interface RetentionTable {
  only_one: Generated<boolean>;
  results_kept_days: number;
}
