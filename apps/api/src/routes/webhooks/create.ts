import { CreateWebhook } from "@winnow/contracts";
import { registerWebhook } from "@winnow/core";
import { readJson } from "#body/json.ts";
import { requireStorable } from "#body/storable.ts";
import { validate, validationFailed } from "#body/validate.ts";
import { defineRoute } from "#route.ts";

/** Registers an endpoint for the events of the organization in the key's mode. */
export const createWebhook = defineRoute({
  method: "POST",
  path: "/v1/webhooks",
  access: "key",
  scopes: ["webhooks:write"],
  async handle({ request, response, api, context }) {
    const body = validate(CreateWebhook, await readJson(request, api.options.jsonBodyMaxBytes));
    requireStorable(body);
    const checked = await api.callbackPolicy.check(body.url);
    if (!checked.ok) {
      throw validationFailed([{ pointer: "/url", code: checked.code, message: checked.message }]);
    }
    const registered = await registerWebhook(context, body);
    if (registered.outcome === "too_many") {
      throw validationFailed([
        { pointer: "", code: "too_many_webhooks", message: "50 webhooks are registered: remove some first." },
      ]);
    }
    response.status(201).json(registered.webhook);
  },
});
