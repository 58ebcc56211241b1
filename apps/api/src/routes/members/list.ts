import { MemberList } from "@winnow/contracts";
import { listMembers } from "@winnow/core";
import { defineRoute } from "#route/define.ts";

/** All members of the organization. */
export const listMembersRoute = defineRoute({
  id: "listMembers",
  tag: "Accounts",
  summary: "List the organization's members",
  method: "GET",
  path: "/v1/members",
  access: "member",
  answers: { 200: { description: "Every member with their role.", json: MemberList } },
  async handle({ context }) {
    return { status: 200, json: await listMembers(context) };
  },
});
