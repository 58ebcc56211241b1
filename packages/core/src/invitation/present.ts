import type { Invitation } from "@winnow/contracts";
import type { DatabaseOutput } from "@winnow/database";

/** An invitation without its token. */
export function presentInvitation(invitation: DatabaseOutput<"invitations">): Invitation {
  const { id, email, role, created_at: createdAt, expires_at: expiresAt } = invitation;
  return { id, email, role, created_at: createdAt.toISOString(), expires_at: expiresAt.toISOString() };
}
