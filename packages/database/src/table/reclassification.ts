import type { Generated } from "kysely";

/** The verdict of newer rules on the stored evidence of a result; append-only. The last one counts. */
export interface ReclassificationTable {
  job_number: number;
  row: number;
  number: number;
  run_id: string;
  from_status: string;
  from_reason: string;
  to_status: string;
  to_reason: string;
  why: string;
  from_classifier_version: string | null;
  from_verdict_version: string | null;
  classifier_version: string;
  verdict_version: string;
  at: Generated<Date>;
}
