import { Home } from "@winnow/contracts";
import { defineRoute } from "#route/define.ts";

/** Links to start with, for a person with curl. */
export const showHome = defineRoute({
  id: "showHome",
  tag: "Server",
  summary: "Show links to start with",
  method: "GET",
  path: "/",
  access: "anyone",
  answers: { 200: { description: "Links to start with.", json: Home } },
  handle() {
    const json = {
      name: "Winnow",
      description: "Bulk contact enrichment and email verification.",
      authentication: "Authorization: Bearer wn_live_… or wn_test_…",
      links: {
        signup: "/v1/signup",
        jobs: "/v1/jobs",
        credits: "/v1/credits",
        usage: "/v1/usage",
        reference: "/docs",
        contract: "/openapi.json",
        errors: "/docs/errors",
        health: "/healthz",
        readiness: "/readyz",
      },
    };
    return { status: 200, json };
  },
});
