import { revokeInvitation } from "@winnow/core";
import { ApiError } from "#problem/api-error.ts";
import { defineRoute } from "#route/define.ts";

/** Revokes an invitation. */
export const revokeInvitationRoute = defineRoute({
  id: "revokeInvitation",
  tag: "Accounts",
  summary: "Revoke an invitation",
  description: "Its token can no longer be used.",
  method: "DELETE",
  path: "/v1/invitations/:id",
  params: { id: "The invitation's id: `inv_` and 26 characters." },
  access: "member",
  roles: ["owner"],
  answers: { 204: { description: "Done. There is no body." } },
  errors: ["not_found"],
  async handle({ context, params }) {
    const revoked = await revokeInvitation(context, { invitationId: String(params.id) });
    if (revoked.outcome === "not_found") {
      throw new ApiError("not_found", { detail: "There is no open invitation with this id." });
    }
    return { status: 204 };
  },
});
