import { resendDelivery } from "@winnow/core";
import { ApiError } from "#problem/api-error.ts";
import { resultsExpired } from "#routes/jobs/outcome.ts";
import { webhookIdOf } from "#routes/webhooks/outcome.ts";
import { defineRoute } from "#route.ts";

/** Posts an event again: same id, same bytes. */
export const resendDeliveryRoute = defineRoute({
  method: "POST",
  path: "/v1/webhooks/:id/deliveries/:delivery/resend",
  access: "key",
  scopes: ["webhooks:write"],
  async handle({ request, response, context }) {
    const deliveryId = String(request.params["delivery"]);
    const resent = await resendDelivery(context, { webhookId: webhookIdOf(request), deliveryId });
    if (resent.outcome === "not_found") {
      throw new ApiError("not_found", { detail: "This webhook has no delivery with this id." });
    }
    if (resent.outcome === "results_gone") throw resultsExpired(resent);
    response.status(202).json({ id: deliveryId, state: "pending" });
  },
});
