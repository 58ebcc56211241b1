import { CreateInvitation } from "@winnow/contracts";
import { createInvitation } from "@winnow/core";
import { readJson } from "#body/json.ts";
import { requireStorable } from "#body/storable.ts";
import { validate } from "#body/validate.ts";
import { invalidEmail } from "#body/invalid-email.ts";
import { defineRoute } from "#route.ts";

/** Invites somebody into the organization. The token in the answer is theirs; no mail is sent. */
export const createInvitationRoute = defineRoute({
  method: "POST",
  path: "/v1/invitations",
  access: "member",
  roles: ["owner"],
  async handle({ request, response, api, context }) {
    const body = validate(CreateInvitation, await readJson(request, api.options.jsonBodyMaxBytes));
    requireStorable(body);
    const invited = await createInvitation(context, body);
    if (invited.outcome !== "invited") throw invalidEmail();
    response.status(201).json(invited.invitation);
  },
});
