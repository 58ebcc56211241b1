import { ResendAnswer } from "@winnow/contracts";
import { resendDelivery } from "@winnow/core";
import { ApiError } from "#problem/api-error.ts";
import { resultsExpired } from "#routes/jobs/outcome.ts";
import { webhookIdOf } from "#routes/webhooks/outcome.ts";
import { defineRoute } from "#route/define.ts";

/** Posts an event again: same id, same bytes. */
export const resendDeliveryRoute = defineRoute({
  id: "resendDelivery",
  tag: "Webhooks",
  summary: "Post an event again",
  description: "With the same `webhook-id` and the same bytes.",
  method: "POST",
  path: "/v1/webhooks/:id/deliveries/:delivery/resend",
  params: {
    id: "The endpoint's id: `whk_` and 26 characters, as its registration answered it.",
    delivery: "The delivery's id: `del_` and 26 characters.",
  },
  access: "key",
  scopes: ["webhooks:write"],
  answers: { 202: { description: "The delivery, which waits to be posted.", json: ResendAnswer } },
  errors: ["not_found", "results_expired"],
  async handle({ request, context, params }) {
    const deliveryId = String(params.delivery);
    const resent = await resendDelivery(context, { webhookId: webhookIdOf(request), deliveryId });
    if (resent.outcome === "not_found") {
      throw new ApiError("not_found", { detail: "This webhook has no delivery with this id." });
    }
    if (resent.outcome === "results_deleted") throw resultsExpired(resent);
    return { status: 202, json: { id: deliveryId, state: "pending" } };
  },
});
