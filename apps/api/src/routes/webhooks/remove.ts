import { removeWebhook } from "@winnow/core";
import { webhookIdOf, webhookNotFound } from "#routes/webhooks/outcome.ts";
import { defineRoute } from "#route.ts";

/** Ends a registration. */
export const removeWebhookRoute = defineRoute({
  method: "DELETE",
  path: "/v1/webhooks/:id",
  access: "key",
  scopes: ["webhooks:write"],
  async handle({ request, response, context }) {
    const done = await removeWebhook(context, { webhookId: webhookIdOf(request) });
    if (done.outcome !== "removed") throw webhookNotFound();
    response.status(204).end();
  },
});
