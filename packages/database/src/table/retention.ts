import type { Generated } from "kysely";

/** How long results are kept by the workers' configuration; one row. */
export interface RetentionTable {
  only_one: Generated<boolean>;
  results_kept_days: number;
}
