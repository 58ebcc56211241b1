import type { Generated } from "kysely";

/** A person of one organization; better-auth calls it a user. */
export interface MemberTable {
  id: string;
  organization_id: string;
  email: string;
  role: "owner" | "member" | "read_only";
  name: Generated<string>;
  email_verified: Generated<boolean>;
  image: string | null;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}
