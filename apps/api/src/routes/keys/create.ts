import { CreateKey } from "@winnow/contracts";
import { createKey } from "@winnow/core";
import { readJson } from "#body/json.ts";
import { requireStorable } from "#body/storable.ts";
import { validate } from "#body/validate.ts";
import { createKeyRefusal } from "#routes/keys/outcome.ts";
import { defineRoute } from "#route.ts";

/** A key that can do no more than the one that asks for it. Its token is shown this once. */
export const createKeyRoute = defineRoute({
  method: "POST",
  path: "/v1/keys",
  access: "key",
  scopes: ["keys:write"],
  async handle({ request, response, api, context }) {
    const body = validate(CreateKey, await readJson(request, api.options.jsonBodyMaxBytes));
    requireStorable(body);
    const created = await createKey(context, body);
    if (created.outcome !== "created") throw createKeyRefusal(created);
    response.status(201).json(created.key);
  },
});
