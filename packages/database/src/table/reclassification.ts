import type { Generated } from "kysely";

/** What better rules made of the stored evidence of a result; append-only. The last one holds. */
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
