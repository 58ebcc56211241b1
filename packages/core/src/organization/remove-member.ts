import { inTransaction } from "@winnow/database";
import type { Context, MemberActor } from "#context.ts";
import { revokeKeysKnownTo } from "#key/revoke.ts";
import { refuseLastOwner } from "#member/owners.ts";

export type RemoveMemberOutcome =
  | { readonly outcome: "removed" }
  | { readonly outcome: "not_found" | "last_owner" };

/**
 * Removes a member. Their sessions end with it, their open invitations, and the keys whose token they know, because they
 * made or rolled them; so do keys that those keys made. Jobs that they started run on.
 * @param input.keepKeys leaves the keys in force: for an owner who knows what they do.
 */
export function removeMember(
  context: Pick<Context<MemberActor>, "database" | "actor">,
  input: { readonly memberId: string; readonly keepKeys: boolean },
): Promise<RemoveMemberOutcome> {
  return inTransaction(context.database, async (transaction): Promise<RemoveMemberOutcome> => {
    const refusal = await refuseLastOwner(transaction, context.actor, { ...input, role: undefined });
    if (refusal !== undefined) return { outcome: refusal };
    await transaction
      .deleteFrom("invitations")
      .where("invited_by", "=", input.memberId)
      .where("accepted_at", "is", null)
      .execute();
    if (!input.keepKeys) await revokeKeysKnownTo(transaction, context.actor, input.memberId);
    await transaction.deleteFrom("members").where("id", "=", input.memberId).execute();
    return { outcome: "removed" };
  });
}
