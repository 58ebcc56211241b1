import type { Generated } from "kysely";

export interface ApiKeyTable {
  id: string;
  organization_id: string;
  mode: "live" | "test";
  name: string;
  token_start: string;
  token_last_four: string;
  token_hash: Buffer;
  pepper_version: number;
  scopes: string[];
  /** Networks as CIDR that may use it; null: any address. */
  allowed_addresses: string[] | null;
  /** The hash of the token before the last roll; it stays after its grace has ended. */
  previous_token_hash: Buffer | null;
  previous_token_until: Date | null;
  rolled_at: Date | null;
  /** Ids of the member or key that made the key, and of the one that rolled it last; null: of the time before these columns. */
  created_by: string | null;
  rolled_by: string | null;
  /** The one of them that was shown the token before the last roll. */
  previous_token_known_to: string | null;
  revoked_reason: "revoked" | "exposed" | null;
  /** Where a leaked token was found. */
  leak_url: string | null;
  /** What its jobs may cost on one day (UTC), and in total; null: no ceiling. */
  max_millicredits_per_day: number | null;
  max_millicredits_total: number | null;
  expires_at: Date | null;
  revoked_at: Date | null;
  last_used_at: Date | null;
  created_at: Generated<Date>;
}
