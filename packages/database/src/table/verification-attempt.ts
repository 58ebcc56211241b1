import type { ColumnType } from "kysely";
import type { ResultTable } from "./result.ts";

/** An attempt after which a row had to wait, append-only; the one that decided stands in its result. */
export interface VerificationAttemptTable {
  job_number: number;
  row: number;
  /** 1 is the first. */
  attempt: number;
  address: string;
  email_status: NonNullable<ResultTable["email_status"]>;
  email_reason: string;
  why: string | null;
  evidence: ColumnType<unknown, string | null, never>;
  classifier_version: string | null;
  verdict_version: string | null;
  at: Date;
}
