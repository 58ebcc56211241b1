import { CreatedInvitation, InviteOrganization } from "@winnow/contracts";
import { createInvitation } from "@winnow/core";
import { invalidEmail } from "#body/invalid-email.ts";
import { defineRoute } from "#route/define.ts";

/** Lets a person sign up with a new organization when SIGNUP is `invited`. */
export const inviteOrganization = defineRoute({
  id: "inviteOrganization",
  tag: "Operators",
  summary: "Invite a person to sign up",
  description: "For servers where only invited people may sign up (`SIGNUP=invited`).",
  method: "POST",
  path: "/ops/api/invitations",
  access: "operator",
  body: InviteOrganization,
  answers: {
    201: { description: "The invitation with its token, which is shown this once.", json: CreatedInvitation },
  },
  async handle({ context, body }) {
    const invited = await createInvitation(context, { ...body, role: "owner" });
    if (invited.outcome !== "invited") throw invalidEmail();
    return { status: 201, json: invited.invitation };
  },
});
