import { AddSuppressions } from "@winnow/contracts";
import { addSuppressions } from "@winnow/core";
import { readJson } from "#body/json.ts";
import { requireStorable } from "#body/storable.ts";
import { validate, validationFailed } from "#body/validate.ts";
import { defineRoute } from "#route.ts";

/** Emails and domains that are never processed, revealed or billed. */
export const addSuppressionsRoute = defineRoute({
  method: "POST",
  path: "/v1/suppressions",
  access: "key",
  scopes: ["suppressions:write"],
  async handle({ request, response, api, context }) {
    const body = validate(AddSuppressions, await readJson(request, api.options.jsonBodyMaxBytes));
    requireStorable(body);
    const added = await addSuppressions(context, body);
    if (added.outcome === "added") {
      response.json(added.answer);
      return;
    }
    throw validationFailed(
      added.indexes.map((index) => ({
        pointer: `/suppressions/${index}/value`,
        code: "invalid_value",
        message: `must be ${body.suppressions[index]?.kind === "email" ? "an email address" : "a domain"}`,
      })),
    );
  },
});
