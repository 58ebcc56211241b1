import { listWebhooks } from "@winnow/core";
import { defineRoute } from "#route.ts";

/** The registered endpoints. */
export const listWebhooksRoute = defineRoute({
  method: "GET",
  path: "/v1/webhooks",
  access: "key",
  scopes: ["webhooks:write"],
  async handle({ response, context }) {
    response.json(await listWebhooks(context));
  },
});
