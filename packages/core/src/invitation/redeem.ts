import type { Connection, DatabaseOutput } from "@winnow/database";
import { sql, type RawBuilder } from "kysely";
import { hashInvitationToken } from "#invitation/token.ts";

/** Into an organization, or to sign up with a new one under the email that was invited. */
export type Redemption =
  | { readonly kind: "join"; readonly token: string }
  | { readonly kind: "sign_up"; readonly token: string; readonly email: string };

/** The invitation that could be redeemed so, if it is not used meanwhile. */
export function findInvitation(
  connection: Connection,
  redemption: Redemption,
): Promise<DatabaseOutput<"invitations"> | undefined> {
  return connection.selectFrom("invitations").selectAll().where(isRedeemable(redemption)).executeTakeFirst();
}

/**
 * Uses up an invitation, in the transaction that creates its member: once, even with concurrent attempts.
 * @returns undefined when there is no invitation that can be accepted in this way.
 */
export function redeemInvitation(
  transaction: Connection,
  redemption: Redemption,
): Promise<DatabaseOutput<"invitations"> | undefined> {
  return transaction
    .updateTable("invitations")
    .set({ accepted_at: sql<Date>`now()` })
    .where(isRedeemable(redemption))
    .returningAll()
    .executeTakeFirst();
}

function isRedeemable(redemption: Redemption): RawBuilder<boolean> {
  const forThis =
    redemption.kind === "join"
      ? sql<boolean>`organization_id is not null`
      : sql<boolean>`organization_id is null and email = lower(${redemption.email})`;
  return sql<boolean>`token_hash = ${hashInvitationToken(redemption.token)} and accepted_at is null
    and expires_at > now() and ${forThis}`;
}
