import type { ColumnType, Generated } from "kysely";
import type { JobSource } from "./job.ts";

/** How the preview was told to read the file. */
export interface UploadReading {
  readonly mapping?: Readonly<Record<string, string>>;
  readonly encoding?: string;
  readonly delimiter?: "," | ";" | "\t" | "|";
  readonly has_header?: "true" | "false";
}

/** A previewed file that is kept for a while. Its rows are in `job_rows` under `job_number`. */
export interface UploadTable {
  id: string;
  organization_id: string;
  mode: "live" | "test";
  kind: "enrich" | "verify";
  job_number: number;
  source: ColumnType<JobSource, string, never>;
  reading: ColumnType<UploadReading, string, never>;
  sha256: Buffer;
  submitted: number;
  /** Rows that may cost something. */
  usable: number;
  /** The quote of its preview, for every job that starts from it. */
  price_millicredits: number;
  billable: ("valid" | "catch_all")[];
  job_id: string | null;
  created_at: Generated<Date>;
  expires_at: Date;
  dropped_at: Date | null;
}
