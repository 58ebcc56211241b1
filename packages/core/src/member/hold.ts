import type { Connection } from "@winnow/database";
import type { MemberActor } from "#context.ts";

/**
 * Keeps a member from being removed until the transaction ends: what they make in it is then seen by the removal.
 * @returns false when the member was removed since the call was authenticated.
 */
export async function holdMember(
  transaction: Connection,
  actor: Pick<MemberActor, "memberId">,
): Promise<boolean> {
  const member = await transaction
    .selectFrom("members")
    .select("id")
    .where("id", "=", actor.memberId)
    .forKeyShare()
    .executeTakeFirst();
  return member !== undefined;
}
