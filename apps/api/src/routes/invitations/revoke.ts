import { revokeInvitation } from "@winnow/core";
import { ApiError } from "#problem/api-error.ts";
import { defineRoute } from "#route.ts";

/** Takes an invitation back. */
export const revokeInvitationRoute = defineRoute({
  method: "DELETE",
  path: "/v1/invitations/:id",
  access: "member",
  roles: ["owner"],
  async handle({ request, response, context }) {
    const revoked = await revokeInvitation(context, { invitationId: String(request.params["id"]) });
    if (revoked.outcome === "not_found") {
      throw new ApiError("not_found", { detail: "There is no open invitation with this id." });
    }
    response.status(204).end();
  },
});
