import { ReportLeak, LeakAnswer } from "@winnow/contracts";
import { consumeLimit, reportLeak } from "@winnow/core";
import { callerAddress } from "#middleware/caller-address.ts";
import { rateLimited, setRateLimitHeaders } from "#limit/rate-limit-headers.ts";
import { defineRoute } from "#route/define.ts";

const BODY_MAX_BYTES = 16 * 1024;

/** The holder of a token may revoke its key; the answer does not tell whether it was a key. */
export const reportLeakRoute = defineRoute({
  id: "reportLeak",
  tag: "Keys",
  summary: "Revoke a key whose token was exposed",
  description:
    "Needs no key: the holder of a token may end it. The answer is the same whether or not the token was one.",
  method: "POST",
  path: "/v1/leaks",
  access: "anyone",
  body: ReportLeak,
  answers: { 200: { description: "The token can no longer be used.", json: LeakAnswer } },
  errors: ["rate_limited"],
  bodyMaxBytes: BODY_MAX_BYTES,
  async admit({ request, response, api, context }) {
    const policy = api.options.leakLimit;
    const state = await consumeLimit(context, { policy, subject: callerAddress(request) });
    setRateLimitHeaders(response, state, context.clock.now());
    if (!state.allowed) throw rateLimited(policy.name, state.retryAfterSeconds);
  },
  async handle({ context, body }) {
    await reportLeak(context, body);
    return { status: 200, json: { status: "revoked" } };
  },
});
