import type { Generated, GeneratedAlways } from "kysely";

/** Amounts in millicredits; `granted = available + reserved + spent`, as the newest entry left them. */
export interface WalletTable {
  organization_id: string;
  mode: "live" | "test";
  granted: Generated<number>;
  available: Generated<number>;
  reserved: Generated<number>;
  spent: Generated<number>;
  /** Of the newest entry; 0 before the first. */
  version: Generated<number>;
  /** The version as a foreign key: null before the first entry. */
  entered_version: GeneratedAlways<number | null>;
}
