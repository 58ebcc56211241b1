import type { ColumnType, Generated, GeneratedAlways } from "kysely";

/** One fit of the scores, with how well it foretold what it had not seen. */
export interface ScoreFitTable {
  number: GeneratedAlways<number>;
  model: string;
  observed_until: Date;
  calibration: ColumnType<unknown, string, never>;
  fitted_at: Generated<Date>;
}
