import type { Generated } from "kysely";

/** A member who has signed in, as better-auth keeps it. */
export interface SessionTable {
  id: string;
  member_id: string;
  token: string;
  expires_at: Date;
  ip_address: string | null;
  user_agent: string | null;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}
