import { setCookies, sessionCookieOf } from "#middleware/session-cookie.ts";
import { defineRoute } from "#route/define.ts";

/** Signs out: the session ends on the server too, not only in the browser. */
export const deleteSession = defineRoute({
  id: "signOut",
  tag: "Accounts",
  summary: "Sign out",
  description: "Ends the session of the cookie and clears the cookie.",
  method: "DELETE",
  path: "/v1/session",
  access: "member",
  answers: { 204: { description: "Done. There is no body." } },
  async handle({ request, response, api }) {
    response.removeHeader("Set-Cookie");
    setCookies(response, await api.sessions.close(sessionCookieOf(request) ?? ""));
    return { status: 204 };
  },
});
