import { getSession } from "@winnow/core";
import { defineRoute } from "#route.ts";

/** Who is signed in. */
export const showSession = defineRoute({
  method: "GET",
  path: "/v1/session",
  access: "member",
  async handle({ response, context }) {
    response.json(await getSession(context));
  },
});
