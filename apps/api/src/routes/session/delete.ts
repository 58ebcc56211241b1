import { setCookies, sessionCookieOf } from "#middleware/session-cookie.ts";
import { defineRoute } from "#route.ts";

/** Signs out: the session ends on the server too, not only in the browser. */
export const deleteSession = defineRoute({
  method: "DELETE",
  path: "/v1/session",
  access: "member",
  async handle({ request, response, api }) {
    response.removeHeader("Set-Cookie");
    setCookies(response, await api.sessions.close(sessionCookieOf(request) ?? ""));
    response.status(204).end();
  },
});
