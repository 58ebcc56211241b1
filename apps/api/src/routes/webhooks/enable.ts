import { enableWebhook } from "@winnow/core";
import { webhookIdOf, webhookNotFound } from "#routes/webhooks/outcome.ts";
import { defineRoute } from "#route.ts";

/** Lets a disabled endpoint work again; what was held goes out in order. */
export const enableWebhookRoute = defineRoute({
  method: "POST",
  path: "/v1/webhooks/:id/enable",
  access: "key",
  scopes: ["webhooks:write"],
  async handle({ request, response, context }) {
    const done = await enableWebhook(context, { webhookId: webhookIdOf(request) });
    if (done.outcome !== "enabled") throw webhookNotFound();
    response.json(done.webhook);
  },
});
