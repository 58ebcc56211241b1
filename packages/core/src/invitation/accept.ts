import type { AcceptInvitation, Member } from "@winnow/contracts";
import { inTransaction } from "@winnow/database";
import type { Context } from "#context.ts";
import { redeemInvitation } from "#invitation/redeem.ts";
import { insertMember, isEmailTaken } from "#member/insert.ts";
import { presentMember } from "#member/present.ts";
import { hashPassword } from "#member/password.ts";

export type AcceptInvitationOutcome =
  | { readonly outcome: "accepted"; readonly member: Member }
  /** The email got an account meanwhile: one email belongs to one organization. */
  | { readonly outcome: "unknown_invitation" | "email_taken" };

/** Makes a member of whoever holds an invitation's token, under the email that was invited. */
export async function acceptInvitation(
  context: Pick<Context, "database">,
  input: AcceptInvitation,
): Promise<AcceptInvitationOutcome> {
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
