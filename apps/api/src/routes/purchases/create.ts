import { GrantCredits, GrantAnswer } from "@winnow/contracts";
import { grantCredits } from "@winnow/core";
import { isSignedPost } from "@winnow/webhooks";
import { ApiError } from "#problem/api-error.ts";
import { grantRefusal } from "#routes/ops/outcome.ts";
import { defineRoute } from "#route/define.ts";

const BODY_MAX_BYTES = 64 * 1024;

/**
 * Grants credits that a billing system sold, signed as Standard Webhooks specify. `webhook-id` identifies the purchase: the
 * same one grants once, however often it is delivered.
 */
export const createPurchase = defineRoute({
  id: "createPurchase",
  tag: "Operators",
  summary: "Grant credits that were sold",
  description:
    "For a billing system. `webhook-id` identifies the purchase: the same one grants once, however often it is delivered. Answered with 404 when no secret is configured.",
  method: "POST",
  path: "/hooks/purchases",
  access: "anyone",
  body: GrantCredits,
  bodyMaxBytes: BODY_MAX_BYTES,
  signature: {
    description: "Signed as Standard Webhooks say, with one of this server's `PURCHASE_HOOK_SECRETS`.",
    headers: {
      "webhook-id": "Identifies the purchase. It is the reference of the grant when the body has none.",
      "webhook-timestamp": "When the body was signed, in seconds since 1970: within five minutes of now.",
      "webhook-signature": "`v1,` and the Base64 of HMAC-SHA-256 over `webhook-id.webhook-timestamp.body`.",
    },
  },
  answers: {
    200: { description: "The earlier grant of this purchase.", json: GrantAnswer },
    201: { description: "The grant.", json: GrantAnswer },
  },
  errors: ["idempotency_key_reused", "not_found"],
  admit({ api }) {
    if (api.options.purchaseHookSecrets.length > 0) return;
    throw new ApiError("not_found", {
      detail: "No purchase hook is configured on this server (PURCHASE_HOOK_SECRETS).",
    });
  },
  verify({ request, api }, body) {
    const headers = { ...request.headers } as Record<string, string | undefined>;
    const { purchaseHookSecrets: secrets } = api.options;
    if (!isSignedPost({ secrets, headers, body })) throw new ApiError("invalid_signature");
  },
  async handle({ request, context, body }) {
    const reference = `purchase:${body.reference ?? request.get("webhook-id")}`;
    const granted = await grantCredits({ ...context, actor: { type: "operator" } }, { ...body, reference });
    if (granted.outcome !== "granted") throw grantRefusal(granted);
    const answer: GrantAnswer = granted.answer;
    return { status: answer.replayed ? 200 : 201, json: answer };
  },
});
