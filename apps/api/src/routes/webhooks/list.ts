import { WebhookList } from "@winnow/contracts";
import { listWebhooks } from "@winnow/core";
import { defineRoute } from "#route/define.ts";

/** The registered endpoints. */
export const listWebhooksRoute = defineRoute({
  id: "listWebhooks",
  tag: "Webhooks",
  summary: "List the registered endpoints",
  method: "GET",
  path: "/v1/webhooks",
  access: "key",
  scopes: ["webhooks:write"],
  answers: { 200: { description: "Every endpoint with its state.", json: WebhookList } },
  async handle({ context }) {
    return { status: 200, json: await listWebhooks(context) };
  },
});
