import type { ColumnType, Generated, GeneratedAlways } from "kysely";

/** One fit of the scores, with its error on held-out addresses. */
export interface ScoreFitTable {
  number: GeneratedAlways<number>;
  model: string;
  observed_until: Date;
  calibration: ColumnType<unknown, string, never>;
  fitted_at: Generated<Date>;
}
