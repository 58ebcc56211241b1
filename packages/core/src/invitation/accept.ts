import type { AcceptInvitation, Member } from "@winnow/contracts";
import { inTransaction } from "@winnow/database";
import type { Context } from "#context.ts";
import { findInvitation, redeemInvitation } from "#invitation/redeem.ts";
import { insertMember, isEmailTaken } from "#member/insert.ts";
import { presentMember } from "#member/present.ts";
import { hashPassword } from "#member/password.ts";
import { isWeakPassword } from "#member/weak-password.ts";

export type AcceptInvitationOutcome =
  | { readonly outcome: "accepted"; readonly member: Member }
  /** The email got an account meanwhile: one email belongs to one organization. */
  | { readonly outcome: "unknown_invitation" | "email_taken" | "weak_password" };

/** Makes the holder of an invitation's token a member, under the email that was invited. */
export async function acceptInvitation(
  context: Pick<Context, "database">,
  input: AcceptInvitation,
): Promise<AcceptInvitationOutcome> {
  // Before the hash, which is expensive: a caller that guesses tokens is not to be worth it.
  const invited = await findInvitation(context.database, { token: input.token, kind: "join" });
  if (invited === undefined) return { outcome: "unknown_invitation" };
  if (await isWeakPassword(input.password, invited.email)) return { outcome: "weak_password" };
  const passwordHash = await hashPassword(input.password);
  try {
    return await inTransaction(context.database, async (transaction): Promise<AcceptInvitationOutcome> => {
      const invitation = await redeemInvitation(transaction, { token: input.token, kind: "join" });
      if (invitation === undefined || invitation.organization_id === null)
        return { outcome: "unknown_invitation" };
      const { organization_id: organizationId, email, role } = invitation;
      const name = input.name ?? "";
      const member = await insertMember(transaction, { organizationId, email, role, name, passwordHash });
      return { outcome: "accepted", member: presentMember(member) };
    });
  } catch (error) {
    if (isEmailTaken(error)) return { outcome: "email_taken" };
    throw error;
  }
}
