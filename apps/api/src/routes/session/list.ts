import { listSessions } from "@winnow/core";
import { defineRoute } from "#route.ts";

/** Where the member is signed in. */
export const listSessionsRoute = defineRoute({
  method: "GET",
  path: "/v1/sessions",
  access: "member",
  async handle({ response, context }) {
    response.json(await listSessions(context));
  },
});
