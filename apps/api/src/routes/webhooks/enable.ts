import { Webhook } from "@winnow/contracts";
import { enableWebhook } from "@winnow/core";
import { webhookIdOf, webhookNotFound } from "#routes/webhooks/outcome.ts";
import { defineRoute } from "#route/define.ts";

/** Enables a disabled endpoint; held deliveries are posted in order. */
export const enableWebhookRoute = defineRoute({
  id: "enableWebhook",
  tag: "Webhooks",
  summary: "Enable a disabled endpoint",
  description: "Deliveries held in the meantime are posted in order.",
  method: "POST",
  path: "/v1/webhooks/:id/enable",
  params: { id: "The endpoint's id: `whk_` and 26 characters, as its registration answered it." },
  access: "key",
  scopes: ["webhooks:write"],
  answers: { 200: { description: "The endpoint, enabled.", json: Webhook } },
  errors: ["not_found"],
  async handle({ request, context }) {
    const done = await enableWebhook(context, { webhookId: webhookIdOf(request) });
    if (done.outcome !== "enabled") throw webhookNotFound();
    return { status: 200, json: done.webhook };
  },
});
