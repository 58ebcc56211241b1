import type { ColumnType, Generated, GeneratedAlways } from "kysely";

/** A re-classification of all results, which the operator requested. */
export interface ReclassificationRunTable {
  number: GeneratedAlways<number>;
  id: string;
  dry_run: boolean;
  /** The versions of its rules; null until a worker takes it up. */
  classifier_version: string | null;
  verdict_version: string | null;
  /** The last result that was judged. */
  job_number: Generated<number>;
  row: Generated<number>;
  examined: Generated<number>;
  refunds: Generated<number>;
  refunded_millicredits: Generated<number>;
  /** By `from>to`, each as `status/reason`. */
  changes: ColumnType<Record<string, number>, string | undefined, string>;
  created_at: Generated<Date>;
  ended_at: Date | null;
}
