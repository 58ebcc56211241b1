import { ChooseProviders } from "@winnow/contracts";
import { chooseProviders } from "@winnow/core";
import { readJson } from "#body/json.ts";
import { requireStorable } from "#body/storable.ts";
import { validate, validationFailed } from "#body/validate.ts";
import { defineRoute } from "#route.ts";

/** Which providers enrich for the organization, and in which order. Holds in both modes, for rows that are begun from now on. */
export const chooseProvidersRoute = defineRoute({
  method: "POST",
  path: "/v1/providers",
  access: "member",
  roles: ["owner"],
  async handle({ request, response, api, context }) {
    const body = validate(ChooseProviders, await readJson(request, api.options.jsonBodyMaxBytes));
    requireStorable(body);
    const chosen = await chooseProviders(context, body);
    if (chosen.outcome === "unknown") {
      const message = `must be one of ${chosen.known.join(", ")}`;
      throw validationFailed(
        chosen.indexes.map((index) => ({ pointer: `/order/${index}`, code: "unknown_provider", message })),
      );
    }
    response.json(chosen.list);
  },
});
