import { Reveal } from "@winnow/contracts";
import { revealContacts } from "@winnow/core";
import { idempotencyKeyOf } from "#body/idempotency-key.ts";
import { readJson } from "#body/json.ts";
import { requireStorable } from "#body/storable.ts";
import { validate } from "#body/validate.ts";
import { inSingleCall } from "#middleware/single-call.ts";
import { ApiError } from "#problem/api-error.ts";
import { defineRoute } from "#route.ts";

const RETRY_SECONDS = 1;

/** Emails and phones of contacts, one credit for each new one that can be used. */
export const revealRoute = defineRoute({
  method: "POST",
  path: "/v1/reveal",
  access: "key",
  scopes: ["reveal"],
  async handle(call) {
    const { request, response, api, context } = call;
    const idempotencyKey = idempotencyKeyOf(request);
    const body = validate(Reveal, await readJson(request, api.options.jsonBodyMaxBytes));
    requireStorable(body);
    const { singleWaitMs: waitMs } = api.options;
    const result = await inSingleCall(call, () =>
      revealContacts(context, {
        ...body,
        idempotencyKey,
        requestId: String(request.id),
        watch: api.jobWatch,
        waitMs,
      }),
    );
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
