import type { ColumnType, Generated } from "kysely";

/** How one row ended: written once, keyed by (job, row). */
export interface ResultTable {
  job_number: number;
  row: number;
  status: "found" | "not_found" | "verified" | "duplicate" | "invalid_input" | "suppressed" | "failed";
  reason: string | null;
  email: string | null;
  email_masked: Generated<boolean>;
  email_status: "valid" | "catch_all" | "risky" | "invalid" | "unknown" | null;
  email_reason: string | null;
  email_flags: string[] | null;
  did_you_mean: string | null;
  contact: ColumnType<Record<string, string | null> | null, string | null, never>;
  charge_millicredits: Generated<number>;
  charge_basis: "new_contact" | "verification" | "owned" | null;
  entry_id: string | null;
  duplicate_of: number | null;
  attempts: ColumnType<unknown, string | null, never>;
  evidence: ColumnType<unknown, string | null, never>;
  checked_at: Date | null;
  /** The versions of the rules that made the verdict. */
  classifier_version: string | null;
  verdict_version: string | null;
  /** The verdict in words. */
  why: string | null;
  /** The bucket of similar addresses; null where no score is predicted. */
  score_bucket: string | null;
  score: number | null;
  score_outcomes: number | null;
  score_model: string | null;
}
