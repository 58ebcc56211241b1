import { PingAnswer } from "@winnow/contracts";
import { pingWebhook } from "@winnow/core";
import { webhookIdOf, webhookNotFound } from "#routes/webhooks/outcome.ts";
import { defineRoute } from "#route/define.ts";

/** Sends a test event, delivered like every event. */
export const pingWebhookRoute = defineRoute({
  id: "pingWebhook",
  tag: "Webhooks",
  summary: "Send a test event to an endpoint",
  description: "A `ping` is delivered like every event: signed, retried and listed among the deliveries.",
  method: "POST",
  path: "/v1/webhooks/:id/ping",
  params: { id: "The endpoint's id: `whk_` and 26 characters, as its registration answered it." },
  access: "key",
  scopes: ["webhooks:write"],
  answers: { 202: { description: "The event that will be posted.", json: PingAnswer } },
  errors: ["not_found"],
  async handle({ request, context }) {
    const done = await pingWebhook(context, { webhookId: webhookIdOf(request) });
    if (done.outcome !== "sent") throw webhookNotFound();
    return { status: 202, json: { event_id: done.eventId } };
  },
});
