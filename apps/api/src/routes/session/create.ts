import { SessionAnswer, SignIn } from "@winnow/contracts";
import { signIn } from "@winnow/core";
import { invalidEmail } from "#body/invalid-email.ts";
import { callerAddress } from "#middleware/caller-address.ts";
import { refuseCrossSite } from "#middleware/same-site.ts";
import { setCookies } from "#middleware/session-cookie.ts";
import { ApiError } from "#problem/api-error.ts";
import { defineRoute } from "#route/define.ts";

/** Signs a member in: the answer sets the cookie. Attempts are limited by address and by account. */
export const createSession = defineRoute({
  id: "signIn",
  tag: "Accounts",
  summary: "Sign in",
  description: "For pages of this server. Programs use an API key instead.",
  method: "POST",
  path: "/v1/session",
  access: "anyone",
  body: SignIn,
  answers: {
    200: {
      description: "The signed-in member. The answer sets the session's cookie.",
      json: SessionAnswer,
      headers: ["Set-Cookie"],
    },
  },
  errors: ["invalid_credentials", "cross_site_request", "rate_limited"],
  admit({ request, api }) {
    refuseCrossSite(request, api.options.publicUrl);
  },
  async handle({ request, response, api, context, body }) {
    await api.signIns.take(context, { address: callerAddress(request), account: body.email }, response);
    const origin = { address: request.ip ?? "", userAgent: request.get("user-agent")?.slice(0, 500) };
    const signed = await signIn({ ...context, sessions: api.sessions }, { ...body, ...origin });
    if (signed.outcome === "invalid_email") throw invalidEmail();
    if (signed.outcome !== "signed_in") throw new ApiError(signed.outcome);
    setCookies(response, signed.cookies);
    return { status: 200, json: signed.answer };
  },
});
