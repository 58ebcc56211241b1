import { pingWebhook } from "@winnow/core";
import { webhookIdOf, webhookNotFound } from "#routes/webhooks/outcome.ts";
import { defineRoute } from "#route.ts";

/** Sends a test event the way of every event. */
export const pingWebhookRoute = defineRoute({
  method: "POST",
  path: "/v1/webhooks/:id/ping",
  access: "key",
  scopes: ["webhooks:write"],
  async handle({ request, response, context }) {
    const done = await pingWebhook(context, { webhookId: webhookIdOf(request) });
    if (done.outcome !== "sent") throw webhookNotFound();
    response.status(202).json({ event_id: done.eventId });
  },
});
