import { ReportLeak, type LeakAnswer } from "@winnow/contracts";
import { consume, reportLeak } from "@winnow/core";
import { readJson } from "#body/json.ts";
import { requireStorable } from "#body/storable.ts";
import { validate } from "#body/validate.ts";
import { callerAddress } from "#middleware/caller-address.ts";
import { rateLimited, setRateLimitHeaders } from "#limit/rate-limit-headers.ts";
import { defineRoute } from "#route.ts";

const BODY_MAX_BYTES = 16 * 1024;

/** Whoever holds a token may end it; the answer does not tell whether it was one. */
export const reportLeakRoute = defineRoute({
  method: "POST",
  path: "/v1/leaks",
  access: "anyone",
  async handle({ request, response, api, context }) {
    const policy = api.options.leakLimit;
    const state = await consume(context, { policy, subject: callerAddress(request) });
    setRateLimitHeaders(response, state, context.clock.now());
    if (!state.allowed) throw rateLimited(policy.name, state.retryAfterSeconds);
    const leak = validate(ReportLeak, await readJson(request, BODY_MAX_BYTES));
    requireStorable(leak);
    await reportLeak(context, leak);
    const answer: LeakAnswer = { status: "revoked" };
    response.json(answer);
  },
});
