import { defineRoute } from "#route.ts";

/** Where to begin, for a person with curl. */
export const showHome = defineRoute({
  method: "GET",
  path: "/",
  access: "anyone",
  handle({ response }) {
    response.json({
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
    });
  },
});
