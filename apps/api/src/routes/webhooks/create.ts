import { CreateWebhook, Webhook } from "@winnow/contracts";
import { registerWebhook } from "@winnow/core";
import { validationFailed } from "#body/validate.ts";
import { defineRoute } from "#route/define.ts";

/** Registers an endpoint for the events of the organization in the key's mode. */
export const createWebhook = defineRoute({
  id: "createWebhook",
  tag: "Webhooks",
  summary: "Register an endpoint",
  description:
    "Events of the organization are posted to it from now on. Registering the same URL again changes its event types.",
  method: "POST",
  path: "/v1/webhooks",
  access: "key",
  scopes: ["webhooks:write"],
  body: CreateWebhook,
  answers: { 201: { description: "The endpoint with its signing secret.", json: Webhook } },
  async handle({ api, context, body }) {
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
    return { status: 201, json: registered.webhook };
  },
});
