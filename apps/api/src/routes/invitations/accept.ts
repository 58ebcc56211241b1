import { AcceptInvitation, Member } from "@winnow/contracts";
import { acceptInvitation } from "@winnow/core";
import { weakPassword } from "#body/weak-password.ts";
import { callerAddress } from "#middleware/caller-address.ts";
import { ApiError } from "#problem/api-error.ts";
import { unknownInvitation } from "#routes/invitations/outcome.ts";
import { defineRoute } from "#route/define.ts";

/** Makes the holder of an invitation's token a member, with a password of their choice. Attempts are limited by address. */
export const acceptInvitationRoute = defineRoute({
  id: "acceptInvitation",
  tag: "Accounts",
  summary: "Accept an invitation",
  description: "The holder of the token becomes a member. Sign in afterwards.",
  method: "POST",
  path: "/v1/invitations/accept",
  access: "anyone",
  body: AcceptInvitation,
  answers: { 201: { description: "The new member.", json: Member } },
  errors: ["email_taken", "rate_limited"],
  async handle({ request, response, api, context, body }) {
    await api.signIns.take(context, { address: callerAddress(request) }, response);
    const accepted = await acceptInvitation(context, body);
    switch (accepted.outcome) {
      case "unknown_invitation":
        throw unknownInvitation("/token");
      case "weak_password":
        throw weakPassword("/password");
      case "email_taken":
        throw new ApiError("email_taken");
      case "accepted":
        return { status: 201, json: accepted.member };
    }
  },
});
