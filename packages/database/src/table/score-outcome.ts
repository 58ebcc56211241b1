import type { GeneratedAlways } from "kysely";

/** What came of an address after a verdict about it: one row per address, which is not in it. */
export interface ScoreOutcomeTable {
  mode: "live" | "test";
  address_hash: Buffer;
  bucket: string;
  good: boolean;
  source: "bounce" | "recheck";
  predicted_at: Date;
  observed_at: Date;
  held_out: GeneratedAlways<boolean>;
}
