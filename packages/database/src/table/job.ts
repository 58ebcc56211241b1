import type { ColumnType, Generated } from "kysely";

/** How to read the `raw` text of a job's rows. */
export type JobSource =
  | { readonly format: "json" }
  | {
      readonly format: "csv";
      readonly delimiter: string;
      /** The header line as it was sent, without line break; null when the file has none. */
      readonly header: string | null;
      readonly columns: readonly string[];
      readonly bom: boolean;
      readonly newline: string;
      readonly encoding: string;
    };

/** Row counts by status, e.g. `{"status.verified": 12, "email.valid": 9}`. */
export type Tally = Record<string, number>;

export interface JobTable {
  number: Generated<number>;
  /** Rises with each job that is made; `number` is older where a job starts from an upload. */
  position: Generated<number>;
  id: string;
  organization_id: string;
  mode: "live" | "test";
  key_id: string | null;
  /** The member who started it, when no key did. */
  member_id: string | null;
  /** The priority of its messages: 1 is first. */
  priority: Generated<number>;
  /** Whether a call waits for its one row. */
  single: Generated<boolean>;
  /** The id of the request that created the job. */
  request_id: string | null;
  kind: "enrich" | "verify";
  status: "queued" | "planning" | "running" | "paused" | "held" | "completed" | "cancelled" | "failed";
  reason: string | null;
  source: ColumnType<JobSource, string, never>;
  /** The email statuses that a row is billed for: those of the billable ones that the caller chose. */
  charge_on: ("valid" | "catch_all")[];
  /** The price of one billed row, as quoted when the job was accepted; 0 is free. */
  price_millicredits: number;
  /** Whether its rows are contacts of the directory: a row that is not billed is not shown. */
  reveals: Generated<boolean>;
  max_millicredits: number | null;
  on_insufficient: "reject" | "partial" | "hold";
  max_wait_seconds: number;
  /** A paid verdict no older than this is taken again free. */
  max_age_seconds: Generated<number>;
  endpoint_id: string | null;
  callback_url: string | null;
  /** The kept file that it was made of; `trial`: of the first rows only. */
  upload_id: string | null;
  trial: Generated<boolean>;
  submitted: number;
  billable: Generated<number>;
  owned: Generated<number>;
  duplicate: Generated<number>;
  invalid_input: Generated<number>;
  suppressed: Generated<number>;
  pending: number;
  reservation_id: string | null;
  /** The counts of planning; once the job has ended, those of all its rows. */
  tally: ColumnType<Tally, string | undefined, string>;
  export: ColumnType<{ bytes: number; sha256: string; pages: number } | null, string | null, string | null>;
  rung_at: Date | null;
  created_at: Generated<Date>;
  started_at: Date | null;
  ended_at: Date | null;
  /** Since when its chunks may be worked on: since it was planned or last resumed. */
  at_work_since: Date | null;
  /** From then on no row of it is shown. */
  results_deleted_at: Date | null;
  /** By their owner, or by the retention rule. */
  results_deletion: "deleted" | "expired" | null;
  /** When the next part of what was deleted is removed. */
  purge_due_at: Date | null;
}
