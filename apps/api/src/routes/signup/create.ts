import { Signup, SignupAnswer } from "@winnow/contracts";
import { consumeLimit, signUp } from "@winnow/core";
import { callerAddress } from "#middleware/caller-address.ts";
import { rateLimited, setRateLimitHeaders } from "#limit/rate-limit-headers.ts";
import { ApiError } from "#problem/api-error.ts";
import { signupRefusal } from "#routes/signup/outcome.ts";
import type { Call } from "#route/call.ts";
import { defineRoute } from "#route/define.ts";

/** An organization with keys, wallets and welcome credits, in one call. The keys are shown this once. */
export const createSignup = defineRoute({
  id: "signUp",
  tag: "Accounts",
  summary: "Create an organization with its keys and wallets",
  description:
    "The caller becomes its owner. The organization gets a live and a test key, whose tokens are shown this once, and a wallet with welcome credits in each mode. All of it is one transaction.",
  method: "POST",
  path: "/v1/signup",
  access: "anyone",
  body: Signup,
  answers: {
    201: {
      description: "The organization, its keys with their tokens, and its wallets.",
      json: SignupAnswer,
    },
  },
  errors: ["email_taken", "signup_closed", "rate_limited"],
  admit({ api }) {
    if (api.options.signup === "closed") throw new ApiError("signup_closed");
  },
  async handle(call) {
    const { api, context, body } = call;
    await takeFromSignupLimit(call);
    const signup = await signUp(context, {
      ...body,
      welcomeCredits: api.welcomeCredits,
      invitedOnly: api.options.signup === "invited",
    });
    if (signup.outcome !== "signed_up") throw signupRefusal(signup);
    return { status: 201, json: signup.answer };
  },
});

/** Limits the welcome credits of one address. */
async function takeFromSignupLimit({ api, context, request, response }: Call): Promise<void> {
  const policy = api.options.signupLimit;
  const state = await consumeLimit(context, { policy, subject: callerAddress(request) });
  setRateLimitHeaders(response, state, context.clock.now());
  if (!state.allowed) throw rateLimited(policy.name, state.retryAfterSeconds);
}
