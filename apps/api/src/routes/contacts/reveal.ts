import { Reveal, RevealAnswer } from "@winnow/contracts";
import { revealContacts } from "@winnow/core";
import { inSingleCall } from "#middleware/single-call.ts";
import { createRefusal } from "#routes/jobs/outcome.ts";
import { defineRoute } from "#route/define.ts";
import { replayHeader } from "#answer/replayed.ts";

/** Emails and phones of contacts; each new usable one is charged. */
export const revealRoute = defineRoute({
  id: "revealContacts",
  tag: "Contacts",
  summary: "Reveal contacts",
  description:
    "Each new contact whose email can be used is paid for once. A contact that the organization owns stays free of charge; suppressed, missing and invalid ones are never billed.",
  method: "POST",
  path: "/v1/reveal",
  access: "key",
  scopes: ["reveal"],
  body: Reveal,
  charges: ["reveal"],
  idempotencyKey: "required",
  answers: {
    200: {
      description: "The contacts in the order of the call, and their cost.",
      json: RevealAnswer,
      headers: ["Idempotency-Replayed", "Credits-Charged", "Credits-Available"],
    },
  },
  errors: ["insufficient_credits", "key_budget_exceeded"],
  async handle(call) {
    const { request, api, context, body, idempotencyKey } = call;
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
    const { charged, available } = result.answer.credits;
    return {
      status: 200,
      json: result.answer,
      headers: {
        ...replayHeader(result.replayed),
        "Credits-Charged": charged,
        "Credits-Available": available,
      },
    };
  },
});
