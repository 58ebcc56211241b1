import { AcceptInvitation } from "@winnow/contracts";
import { acceptInvitation } from "@winnow/core";
import { readJson } from "#body/json.ts";
import { requireStorable } from "#body/storable.ts";
import { validate } from "#body/validate.ts";
import { callerAddress } from "#middleware/caller-address.ts";
import { ApiError } from "#problem/api-error.ts";
import { unknownInvitation } from "#routes/invitations/outcome.ts";
import { defineRoute } from "#route.ts";

/** Becomes a member by an invitation's token, with a password of one's own. Who guesses tokens is slowed down. */
export const acceptInvitationRoute = defineRoute({
  method: "POST",
  path: "/v1/invitations/accept",
  access: "anyone",
  async handle({ request, response, api, context }) {
    const address = callerAddress(request);
    api.failedAuthentications.refuseBlocked(address);
    const body = validate(AcceptInvitation, await readJson(request, api.options.jsonBodyMaxBytes));
    requireStorable(body);
    const accepted = await acceptInvitation(context, body);
    switch (accepted.outcome) {
      case "unknown_invitation":
        await api.failedAuthentications.countFailure(context, address, response);
        throw unknownInvitation("/token");
      case "email_taken":
        throw new ApiError("email_taken");
      case "accepted":
        response.status(201).json(accepted.member);
    }
  },
});
