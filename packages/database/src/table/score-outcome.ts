import type { GeneratedAlways } from "kysely";

/** The outcome of an address after its verdict: one row per address, of which only a hash is stored. */
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
