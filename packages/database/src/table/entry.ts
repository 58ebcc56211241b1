import type { ColumnType, Generated, GeneratedAlways } from "kysely";

/** Append-only. Deltas in millicredits; `delta_granted = delta_available + delta_reserved + delta_spent`. */
export interface EntryTable {
  id: string;
  organization_id: string;
  mode: "live" | "test";
  kind: "grant" | "reserve" | "capture" | "release" | "refund";
  delta_granted: Generated<number>;
  delta_available: Generated<number>;
  delta_reserved: Generated<number>;
  delta_spent: Generated<number>;
  /** 1, 2, 3… without a gap in a wallet. */
  wallet_version: number;
  available_after: number;
  reserved_after: number;
  spent_after: number;
  /** The version and the balances that the previous entry left. */
  version_before: GeneratedAlways<number | null>;
  available_before: GeneratedAlways<number>;
  reserved_before: GeneratedAlways<number>;
  spent_before: GeneratedAlways<number>;
  reservation_id: string | null;
  job_id: string | null;
  subject: string | null;
  reasons: ColumnType<Record<string, number> | null, string | null, never>;
  reverses: string | null;
  idempotency_key: string;
  /** A settlement posts a capture and, as part 2, a release under one key. */
  key_part: Generated<number>;
  created_at: Generated<Date>;
}
