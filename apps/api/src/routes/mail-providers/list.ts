import { MailProviderQuery } from "@winnow/contracts";
import { listMailProviders } from "@winnow/core";
import { requireStorable } from "#body/storable.ts";
import { validate } from "#body/validate.ts";
import { defineRoute } from "#route.ts";

/** How much each mail provider may be asked, and who wants to be left alone: trouble first. */
export const listMailProvidersRoute = defineRoute({
  method: "GET",
  path: "/ops/api/mail-providers",
  access: "operator",
  async handle({ request, response, context }) {
    const query = validate(MailProviderQuery, request.query);
    requireStorable(query);
    response.json(await listMailProviders(context, query));
  },
});
