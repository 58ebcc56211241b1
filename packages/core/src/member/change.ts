import type { Member, Role } from "@winnow/contracts";
import { inTransaction } from "@winnow/database";
import type { Context, MemberActor } from "#context.ts";
import { refuseLastOwner } from "#member/owners.ts";
import { presentMember } from "#member/present.ts";

type MemberContext = Pick<Context<MemberActor>, "database" | "actor">;

export type ChangeRoleOutcome =
  | { readonly outcome: "changed"; readonly member: Member }
  | { readonly outcome: "not_found" | "last_owner" };

/** Gives a member of the organization another role, which takes effect with the next call. */
export function changeRole(
  context: MemberContext,
  input: { readonly memberId: string; readonly role: Role },
): Promise<ChangeRoleOutcome> {
  return inTransaction(context.database, async (transaction): Promise<ChangeRoleOutcome> => {
    const refusal = await refuseLastOwner(transaction, context.actor, input);
    if (refusal !== undefined) return { outcome: refusal };
    const member = await transaction
      .updateTable("members")
      .set({ role: input.role })
      .where("id", "=", input.memberId)
      .returningAll()
      .executeTakeFirstOrThrow();
    return { outcome: "changed", member: presentMember(member) };
  });
}
