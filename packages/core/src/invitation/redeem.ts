import type { Connection, DatabaseOutput } from "@winnow/database";
import { sql } from "kysely";
import { hashInvitationToken } from "#invitation/token.ts";

/** Into an organization, or to sign up with a new one under the email that was invited. */
export type Redemption =
  | { readonly kind: "join"; readonly token: string }
  | { readonly kind: "sign_up"; readonly token: string; readonly email: string };

/**
 * Uses an invitation up, in the transaction that makes its member: once, whatever comes at the same time.
 * @returns undefined when there is none that can be accepted so.
 */
export function redeemInvitation(
  transaction: Connection,
  redemption: Redemption,
): Promise<DatabaseOutput<"invitations"> | undefined> {
  const invitation = transaction
    .updateTable("invitations")
    .set({ accepted_at: sql<Date>`now()` })
    .where("token_hash", "=", hashInvitationToken(redemption.token))
    .where("accepted_at", "is", null)
    .where("expires_at", ">", sql<Date>`now()`)
    .returningAll();
  if (redemption.kind === "join") {
    return invitation.where("organization_id", "is not", null).executeTakeFirst();
  }
  return invitation
    .where("organization_id", "is", null)
    .where("email", "=", sql<string>`lower(${redemption.email})`)
    .executeTakeFirst();
}
