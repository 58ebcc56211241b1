import type { Generated } from "kysely";

export interface MemberTable {
  id: string;
  organization_id: string;
  email: string;
  password_hash: string;
  role: "owner" | "member" | "read_only";
  created_at: Generated<Date>;
}
