import { listInvitations } from "@winnow/core";
import { defineRoute } from "#route.ts";

/** Invitations that wait to be accepted. */
export const listInvitationsRoute = defineRoute({
  method: "GET",
  path: "/v1/invitations",
  access: "member",
  roles: ["owner"],
  async handle({ response, context }) {
    response.json(await listInvitations(context));
  },
});
