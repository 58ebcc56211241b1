import { Signup, type SignupAnswer } from "@winnow/contracts";
import { consume, signUp } from "@winnow/core";
import { readJson } from "#body/json.ts";
import { requireStorable } from "#body/storable.ts";
import { validate } from "#body/validate.ts";
import { callerAddress } from "#middleware/caller-address.ts";
import { rateLimited, setRateLimitHeaders } from "#limit/rate-limit-headers.ts";
import { ApiError } from "#problem/api-error.ts";
import { signupRefusal } from "#routes/signup/outcome.ts";
import { defineRoute, type Call } from "#route.ts";

/** An organization with keys, wallets and welcome credits, in one call. The keys are shown this once. */
export const createSignup = defineRoute({
  method: "POST",
  path: "/v1/signup",
  access: "anyone",
  async handle(call) {
    const { request, response, api, context } = call;
    if (api.options.signup === "closed") throw new ApiError("signup_closed");
    const body = validate(Signup, await readJson(request, api.options.jsonBodyMaxBytes));
    requireStorable(body);
    await takeFromSignupLimit(call);
    const signup = await signUp(context, {
      ...body,
      welcomeCredits: api.welcomeCredits,
      invitedOnly: api.options.signup === "invited",
    });
    if (signup.outcome !== "signed_up") throw signupRefusal(signup);
    const answer: SignupAnswer = signup.answer;
    response.status(201).json(answer);
  },
});

/** An address cannot collect welcome credits without end. */
async function takeFromSignupLimit({ api, context, request, response }: Call): Promise<void> {
  const policy = api.options.signupLimit;
  const state = await consume(context, { policy, subject: callerAddress(request) });
  setRateLimitHeaders(response, state, context.clock.now());
  if (!state.allowed) throw rateLimited(policy.name, state.retryAfterSeconds);
}
