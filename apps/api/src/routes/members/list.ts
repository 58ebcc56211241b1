import { listMembers } from "@winnow/core";
import { defineRoute } from "#route.ts";

/** Everybody of the organization. */
export const listMembersRoute = defineRoute({
  method: "GET",
  path: "/v1/members",
  access: "member",
  async handle({ response, context }) {
    response.json(await listMembers(context));
  },
});
