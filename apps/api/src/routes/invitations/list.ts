import { InvitationList } from "@winnow/contracts";
import { listInvitations } from "@winnow/core";
import { defineRoute } from "#route/define.ts";

/** Invitations that wait to be accepted. */
export const listInvitationsRoute = defineRoute({
  id: "listInvitations",
  tag: "Accounts",
  summary: "List invitations that wait to be accepted",
  method: "GET",
  path: "/v1/invitations",
  access: "member",
  roles: ["owner"],
  answers: {
    200: {
      description: "Invitations that were neither accepted nor revoked and have not expired.",
      json: InvitationList,
    },
  },
  async handle({ context }) {
    return { status: 200, json: await listInvitations(context) };
  },
});
