import type { MemberList } from "@winnow/contracts";
import type { Context, MemberActor } from "#context.ts";
import { presentMember } from "#member/present.ts";

/** The members of the organization, the longest-standing first. */
export async function listMembers(
  context: Pick<Context<MemberActor>, "database" | "actor">,
): Promise<MemberList> {
  const members = await context.database
    .selectFrom("members")
    .selectAll()
    .where("organization_id", "=", context.actor.organizationId)
    .orderBy("id")
    .execute();
  return { data: members.map(presentMember), next_cursor: null, has_more: false };
}
