import type { Generated } from "kysely";

/** How a member proves who they are: a password, as better-auth keeps it. */
export interface CredentialTable {
  id: string;
  member_id: string;
  /** scrypt; see packages/core/src/member/password.ts. */
  password: string | null;
  provider_id: "credential";
  account_id: string;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}
