import type { ColumnType, Generated, GeneratedAlways } from "kysely";

/** A reported bounce and what was decided about it. */
export interface BounceTable {
  number: GeneratedAlways<number>;
  organization_id: string;
  mode: "live" | "test";
  email: string;
  /** The address in the form of results, in lower case. */
  address: string | null;
  dsn: string;
  received_at: ColumnType<Date, string, never>;
  decision: "refunded" | "already_refunded" | "outside_window" | "not_owned" | "soft_bounce";
  /** The refund, with the two decisions that have one. */
  entry_id: string | null;
  created_at: Generated<Date>;
}
