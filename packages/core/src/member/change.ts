import type { Member, Role } from "@winnow/contracts";
import { inTransaction, type Connection } from "@winnow/database";
import type { Context, MemberActor } from "#context.ts";
import { presentMember } from "#member/present.ts";

type MemberContext = Pick<Context<MemberActor>, "database" | "actor">;

export type ChangeRoleOutcome =
  | { readonly outcome: "changed"; readonly member: Member }
  | { readonly outcome: "not_found" | "last_owner" };

/** Gives a member of the organization another role, which counts from the next call on. */
export function changeRole(
  context: MemberContext,
  input: { readonly memberId: string; readonly role: Role },
): Promise<ChangeRoleOutcome> {
  return inTransaction(context.database, async (transaction): Promise<ChangeRoleOutcome> => {
    const refusal = await refuse(transaction, context.actor, input);
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

export type RemoveMemberOutcome =
  | { readonly outcome: "removed" }
  | { readonly outcome: "not_found" | "last_owner" };

/** Removes a member, whose sessions end with it. What they started runs on. */
export function removeMember(
  context: MemberContext,
  input: { readonly memberId: string },
): Promise<RemoveMemberOutcome> {
  return inTransaction(context.database, async (transaction): Promise<RemoveMemberOutcome> => {
    const refusal = await refuse(transaction, context.actor, { ...input, role: undefined });
    if (refusal !== undefined) return { outcome: refusal };
    await transaction.deleteFrom("members").where("id", "=", input.memberId).execute();
    return { outcome: "removed" };
  });
}

/** Locks every owner, so that two who remove each other at once cannot leave nobody. */
async function refuse(
  transaction: Connection,
  actor: MemberActor,
  next: { readonly memberId: string; readonly role: Role | undefined },
): Promise<"not_found" | "last_owner" | undefined> {
  const members = await transaction
    .selectFrom("members")
    .select(["id", "role"])
    .where("organization_id", "=", actor.organizationId)
    .where((either) => either.or([either("role", "=", "owner"), either("id", "=", next.memberId)]))
    .orderBy("id")
    .forUpdate()
    .execute();
  if (!members.some(({ id }) => id === next.memberId)) return "not_found";
  if (next.role === "owner") return undefined;
  const othersRule = members.some(({ id, role }) => role === "owner" && id !== next.memberId);
  return othersRule ? undefined : "last_owner";
}
