import { RollKey } from "@winnow/contracts";
import { rollKey } from "@winnow/core";
import { hasBody, readJson } from "#body/json.ts";
import { validate } from "#body/validate.ts";
import { rollKeyRefusal } from "#routes/keys/outcome.ts";
import { defineRoute } from "#route.ts";

/** Another token for a key, the calling one included; the old one works on for the grace. */
export const rollKeyRoute = defineRoute({
  method: "POST",
  path: "/v1/keys/:id/roll",
  access: "key",
  scopes: ["keys:write"],
  async handle({ request, response, api, context }) {
    const body = hasBody(request) ? await readJson(request, api.options.jsonBodyMaxBytes) : {};
    const rolled = await rollKey(context, {
      ...validate(RollKey, body),
      keyId: String(request.params["id"]),
    });
    if (rolled.outcome !== "rolled") throw rollKeyRefusal(rolled);
    response.json(rolled.key);
  },
});
