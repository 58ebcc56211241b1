import { removeWebhook } from "@winnow/core";
import { webhookIdOf, webhookNotFound } from "#routes/webhooks/outcome.ts";
import { defineRoute } from "#route/define.ts";

/** Ends a registration. */
export const removeWebhookRoute = defineRoute({
  id: "removeWebhook",
  tag: "Webhooks",
  summary: "Remove an endpoint",
  description: "Events that were recorded before are still posted.",
  method: "DELETE",
  path: "/v1/webhooks/:id",
  params: { id: "The endpoint's id: `whk_` and 26 characters, as its registration answered it." },
  access: "key",
  scopes: ["webhooks:write"],
  answers: { 204: { description: "Done. There is no body." } },
  errors: ["not_found"],
  async handle({ request, context }) {
    const done = await removeWebhook(context, { webhookId: webhookIdOf(request) });
    if (done.outcome !== "removed") throw webhookNotFound();
    return { status: 204 };
  },
});
