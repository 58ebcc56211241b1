import { sendCached } from "#answer/cached.ts";
import { defineRoute } from "#route.ts";

/** The contract of this API, derived from the table of routes, for client generators and people. */
export const showDocument = defineRoute({
  method: "GET",
  path: "/openapi.json",
  access: "anyone",
  handle({ response, api }) {
    sendCached(response, api.document, 300);
  },
});
