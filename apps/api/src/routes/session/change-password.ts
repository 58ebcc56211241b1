import { ChangePassword } from "@winnow/contracts";
import { callerAddress } from "#middleware/caller-address.ts";
import { sessionCookieOf, setCookies } from "#middleware/session-cookie.ts";
import { ApiError } from "#problem/api-error.ts";
import { defineRoute } from "#route/define.ts";

/** Another password, for whoever knows the present one. Every other session of the member ends. */
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
    const address = callerAddress(request);
    api.failedAuthentications.refuseBlocked(address);
    const changed = await api.sessions.changePassword(sessionCookieOf(request) ?? "", {
      currentPassword: body.current_password,
      newPassword: body.new_password,
    });
    if (changed.outcome === "wrong_credentials") {
      await api.failedAuthentications.countFailure(context, address, response);
      throw new ApiError("invalid_credentials", { detail: "The current password is wrong." });
    }
    response.removeHeader("Set-Cookie");
    setCookies(response, changed.cookies);
    return { status: 204 };
  },
});
