import { GrantCredits, type GrantAnswer } from "@winnow/contracts";
import { grantCredits } from "@winnow/core";
import { isSignedPost } from "@winnow/webhooks";
import { parseJson, readJsonText } from "#body/json.ts";
import { requireStorable } from "#body/storable.ts";
import { validate } from "#body/validate.ts";
import { ApiError } from "#problem/api-error.ts";
import { grantRefusal } from "#routes/ops/outcome.ts";
import { defineRoute } from "#route.ts";

const BODY_MAX_BYTES = 64 * 1024;

/**
 * Credits that a billing system sold: a grant, signed as Standard Webhooks say. Its `webhook-id` is the purchase: the
 * same one grants once, however often it is delivered.
 */
export const createPurchase = defineRoute({
  method: "POST",
  path: "/hooks/purchases",
  access: "anyone",
  async handle({ request, response, api, context }) {
    const { purchaseHookSecrets: secrets } = api.options;
    if (secrets.length === 0) {
      throw new ApiError("not_found", { detail: "No purchase hook is set up here (PURCHASE_HOOK_SECRETS)." });
    }
    const body = await readJsonText(request, BODY_MAX_BYTES);
    const headers = { ...request.headers } as Record<string, string | undefined>;
    if (!isSignedPost({ secrets, headers, body })) throw new ApiError("invalid_signature");
    const purchase = validate(GrantCredits, parseJson(body));
    requireStorable(purchase);
    const reference = `purchase:${purchase.reference ?? headers["webhook-id"]}`;
    const granted = await grantCredits(
      { ...context, actor: { type: "operator" } },
      { ...purchase, reference },
    );
    if (granted.outcome !== "granted") throw grantRefusal(granted);
    const answer: GrantAnswer = granted.answer;
    response.status(answer.replayed ? 200 : 201).json(answer);
  },
});
