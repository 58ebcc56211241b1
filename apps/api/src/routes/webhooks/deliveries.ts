import { DeliveryPage, PageQuery } from "@winnow/contracts";
import { listDeliveries } from "@winnow/core";
import { ApiError } from "#problem/api-error.ts";
import { webhookIdOf, webhookNotFound } from "#routes/webhooks/outcome.ts";
import { defineRoute } from "#route/define.ts";

/** The deliveries to an endpoint, with their outcomes. */
export const listDeliveriesRoute = defineRoute({
  id: "listDeliveries",
  tag: "Webhooks",
  summary: "List the deliveries of an endpoint",
  description: "The latest first, each with its attempts.",
  method: "GET",
  path: "/v1/webhooks/:id/deliveries",
  params: { id: "The endpoint's id: `whk_` and 26 characters, as its registration answered it." },
  access: "key",
  scopes: ["webhooks:write"],
  query: PageQuery,
  answers: { 200: { description: "A page of deliveries.", json: DeliveryPage } },
  errors: ["not_found"],
  async handle({ request, context, query }) {
    const page = query;
    const listed = await listDeliveries(context, { ...page, webhookId: webhookIdOf(request) });
    switch (listed.outcome) {
      case "not_found":
        throw webhookNotFound();
      case "invalid_cursor":
        throw new ApiError("invalid_cursor");
      case "listed":
        return { status: 200, json: listed.page };
    }
  },
});
