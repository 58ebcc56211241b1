import { Reveal } from "@winnow/contracts";
import { inPlace, revealContacts } from "@winnow/core";
import { idempotencyKeyOf } from "#body/idempotency-key.ts";
import { readJson } from "#body/json.ts";
import { requireStorable } from "#body/storable.ts";
import { validate } from "#body/validate.ts";
import { rateLimited } from "#middleware/rate-limit-headers.ts";
import { ApiError } from "#problem/api-error.ts";
import { defineRoute } from "#route.ts";

const RETRY_SECONDS = 1;

/** Emails and phones of contacts, one credit for each new one that can be used. */
export const revealRoute = defineRoute({
  method: "POST",
  path: "/v1/reveal",
  access: "key",
  scopes: ["reveal"],
  async handle({ request, response, api, context }) {
    const idempotencyKey = idempotencyKeyOf(request);
    const body = validate(Reveal, await readJson(request, api.options.jsonBodyMaxBytes));
    requireStorable(body);
    const { singleCallLimit: policy, singleWaitMs: waitMs } = api.options;
    const subject = `${context.actor.organizationId}:${context.actor.mode}`;
    const ran = await inPlace(context, { policy, subject }, () =>
      revealContacts(context, {
        ...body,
        idempotencyKey,
        requestId: String(request.id),
        watch: api.jobWatch,
        waitMs,
      }),
    );
    if (ran.outcome === "too_many") throw rateLimited(policy.name, RETRY_SECONDS);
    const { result } = ran;
    if (result.outcome === "refused") {
      const { code, detail, members } = result;
      throw new ApiError(code, {
        detail,
        ...(members !== undefined && { members }),
        ...(code === "idempotency_in_progress" && { headers: { "Retry-After": String(RETRY_SECONDS) } }),
      });
    }
    if (result.replayed) response.set("Idempotency-Replayed", "true");
    const { charged, available } = result.answer.credits;
    response
      .set({ "Credits-Charged": String(charged), "Credits-Available": String(available) })
      .json(result.answer);
  },
});
