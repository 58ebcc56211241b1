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
  expires_at: Date | null;
  revoked_at: Date | null;
  last_used_at: Date | null;
  created_at: Generated<Date>;
}
