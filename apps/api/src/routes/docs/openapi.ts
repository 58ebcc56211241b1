import { OpenApiDocument } from "@winnow/contracts";
import { sendCached } from "#answer/cached.ts";
import { defineRoute } from "#route/define.ts";

/** The contract of this API, derived from the table of routes, for client generators and people. */
export const showDocument = defineRoute({
  id: "showDocument",
  tag: "Server",
  summary: "Get this document",
  description: "Kept by browsers and proxies for five minutes; `ETag` tells whether it changed.",
  method: "GET",
  path: "/openapi.json",
  access: "anyone",
  answers: { 200: { description: "The contract of this server.", json: OpenApiDocument } },
  handle({ response, api }) {
    sendCached(response, api.document, 300);
  },
});
