import { PageQuery } from "@winnow/contracts";
import { listDeliveries } from "@winnow/core";
import { validate } from "#body/validate.ts";
import { ApiError } from "#problem/api-error.ts";
import { webhookIdOf, webhookNotFound } from "#routes/webhooks/outcome.ts";
import { defineRoute } from "#route.ts";

/** What was posted to an endpoint, and what became of it. */
export const listDeliveriesRoute = defineRoute({
  method: "GET",
  path: "/v1/webhooks/:id/deliveries",
  access: "key",
  scopes: ["webhooks:write"],
  async handle({ request, response, context }) {
    const page = validate(PageQuery, request.query);
    const listed = await listDeliveries(context, { ...page, webhookId: webhookIdOf(request) });
    switch (listed.outcome) {
      case "not_found":
        throw webhookNotFound();
      case "invalid_cursor":
        throw new ApiError("invalid_cursor");
      case "listed":
        response.json(listed.page);
    }
  },
});
