import { SignIn } from "@winnow/contracts";
import { signIn } from "@winnow/core";
import { readJson } from "#body/json.ts";
import { requireStorable } from "#body/storable.ts";
import { validate } from "#body/validate.ts";
import { callerAddress } from "#middleware/caller-address.ts";
import { refuseCrossSite } from "#middleware/same-site.ts";
import { setCookies } from "#middleware/session-cookie.ts";
import { ApiError } from "#problem/api-error.ts";
import { defineRoute } from "#route.ts";

/** Signs a member in: the answer sets the cookie. Who guesses is slowed down, by address. */
export const createSession = defineRoute({
  method: "POST",
  path: "/v1/session",
  access: "anyone",
  async handle({ request, response, api, context }) {
    refuseCrossSite(request, api.options.publicUrl);
    const address = callerAddress(request);
    api.failedAuthentications.refuseBlocked(address);
    const body = validate(SignIn, await readJson(request, api.options.jsonBodyMaxBytes));
    requireStorable(body);
    const origin = { address: request.ip ?? "", userAgent: request.get("user-agent")?.slice(0, 500) };
    const signed = await signIn({ ...context, sessions: api.sessions }, { ...body, ...origin });
    if (signed.outcome !== "signed_in") {
      await api.failedAuthentications.countFailure(context, address, response);
      throw new ApiError(signed.outcome);
    }
    setCookies(response, signed.cookies);
    response.json(signed.answer);
  },
});
