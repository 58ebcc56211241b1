import { CreateInvitation, CreatedInvitation } from "@winnow/contracts";
import { createInvitation } from "@winnow/core";
import { invalidEmail } from "#body/invalid-email.ts";
import { ApiError } from "#problem/api-error.ts";
import { defineRoute } from "#route/define.ts";

/** Invites a person into the organization. The answer has their token; no mail is sent. */
export const createInvitationRoute = defineRoute({
  id: "invite",
  tag: "Accounts",
  summary: "Invite a person into the organization",
  description: "No mail is sent: give the token of the answer to the invited person.",
  method: "POST",
  path: "/v1/invitations",
  access: "member",
  roles: ["owner"],
  body: CreateInvitation,
  answers: {
    201: { description: "The invitation with its token, which is shown this once.", json: CreatedInvitation },
  },
  async handle({ context, body }) {
    const invited = await createInvitation(context, body);
    if (invited.outcome === "caller_ended") throw new ApiError("session_required");
    if (invited.outcome !== "invited") throw invalidEmail();
    return { status: 201, json: invited.invitation };
  },
});
