import { ChangePassword } from "@winnow/contracts";
import { changePassword as changePasswordOf } from "@winnow/core";
import { weakPassword } from "#body/weak-password.ts";
import { callerAddress } from "#middleware/caller-address.ts";
import { sessionCookieOf, setCookies } from "#middleware/session-cookie.ts";
import { ApiError } from "#problem/api-error.ts";
import { defineRoute } from "#route/define.ts";

/** Changes the password of a member who knows the current one. Every other session of the member ends. */
export const changePassword = defineRoute({
  id: "changePassword",
  tag: "Accounts",
  summary: "Change the password",
  description: "Ends every other session of the member. A wrong current password counts as a failed sign-in.",
  method: "POST",
  path: "/v1/password",
  access: "member",
  body: ChangePassword,
  answers: { 204: { description: "Done. There is no body." } },
  errors: ["invalid_credentials", "rate_limited"],
  async handle({ request, response, api, context, body }) {
    await api.signIns.take(
      context,
      { address: callerAddress(request), account: context.actor.memberId },
      response,
    );
    const changed = await changePasswordOf(
      { ...context, sessions: api.sessions },
      { ...body, cookie: sessionCookieOf(request) ?? "" },
    );
    if (changed.outcome === "weak_password") throw weakPassword("/new_password");
    if (changed.outcome !== "changed") {
      throw new ApiError("invalid_credentials", { detail: "The current password is wrong." });
    }
    response.removeHeader("Set-Cookie");
    setCookies(response, changed.cookies);
    return { status: 204 };
  },
});
