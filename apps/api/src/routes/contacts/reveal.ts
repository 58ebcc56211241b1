import { Reveal } from "@winnow/contracts";
import { revealContacts } from "@winnow/core";
import { idempotencyKeyOf } from "#body/idempotency-key.ts";
import { readJson } from "#body/json.ts";
import { requireStorable } from "#body/storable.ts";
import { validate } from "#body/validate.ts";
import { inSingleCall } from "#middleware/single-call.ts";
import { createRefusal } from "#routes/jobs/outcome.ts";
import { defineRoute } from "#route.ts";

/** Emails and phones of contacts; each new one that can be used is paid for. */
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
    if (result.outcome === "refused") throw createRefusal(result);
    if (result.replayed) response.set("Idempotency-Replayed", "true");
    const { charged, available } = result.answer.credits;
    response
      .set({ "Credits-Charged": String(charged), "Credits-Available": String(available) })
      .json(result.answer);
  },
});
