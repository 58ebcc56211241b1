import { ChangePassword } from "@winnow/contracts";
import { readJson } from "#body/json.ts";
import { validate } from "#body/validate.ts";
import { callerAddress } from "#middleware/caller-address.ts";
import { sessionCookieOf, setCookies } from "#middleware/session-cookie.ts";
import { ApiError } from "#problem/api-error.ts";
import { defineRoute } from "#route.ts";

/** Another password, for whoever knows the present one. Every other session of the member ends. */
export const changePassword = defineRoute({
  method: "POST",
  path: "/v1/password",
  access: "member",
  async handle({ request, response, api, context }) {
    const address = callerAddress(request);
    api.failedAuthentications.refuseBlocked(address);
    const body = validate(ChangePassword, await readJson(request, api.options.jsonBodyMaxBytes));
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
    response.status(204).end();
  },
});
