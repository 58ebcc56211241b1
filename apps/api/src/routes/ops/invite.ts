import { InviteOrganization } from "@winnow/contracts";
import { createInvitation } from "@winnow/core";
import { readJson } from "#body/json.ts";
import { requireStorable } from "#body/storable.ts";
import { validate } from "#body/validate.ts";
import { invalidEmail } from "#body/invalid-email.ts";
import { defineRoute } from "#route.ts";

/** Lets somebody sign up with an organization of their own where SIGNUP is `invited`. */
export const inviteOrganization = defineRoute({
  method: "POST",
  path: "/ops/api/invitations",
  access: "operator",
  async handle({ request, response, api, context }) {
    const body = validate(InviteOrganization, await readJson(request, api.options.jsonBodyMaxBytes));
    requireStorable(body);
    const invited = await createInvitation(context, { ...body, role: "owner" });
    if (invited.outcome !== "invited") throw invalidEmail();
    response.status(201).json(invited.invitation);
  },
});
