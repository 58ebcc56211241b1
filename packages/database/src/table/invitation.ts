import type { Generated } from "kysely";

/** The invited person may become a member or, when `organization_id` is null, sign up with an organization of their own. */
export interface InvitationTable {
  id: string;
  organization_id: string | null;
  email: string;
  role: "owner" | "member" | "read_only";
  /** SHA-256 of a random token. */
  token_hash: Buffer;
  invited_by: string | null;
  expires_at: Date;
  accepted_at: Date | null;
  created_at: Generated<Date>;
}
