import { Lookup } from "@winnow/contracts";
import { lookUp } from "@winnow/core";
import { readJson } from "#body/json.ts";
import { requireStorable } from "#body/storable.ts";
import { validate } from "#body/validate.ts";
import { defineRoute } from "#route.ts";

/** Whether somebody is known, what a reveal would show and cost. */
export const lookupRoute = defineRoute({
  method: "POST",
  path: "/v1/lookup",
  access: "key",
  scopes: ["search"],
  async handle({ request, response, api, context }) {
    const body = validate(Lookup, await readJson(request, api.options.jsonBodyMaxBytes));
    requireStorable(body);
    response.json(await lookUp(context, body));
  },
});
