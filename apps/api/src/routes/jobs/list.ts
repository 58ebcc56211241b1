import { PageQuery } from "@winnow/contracts";
import { listJobs } from "@winnow/core";
import { invalidCursor } from "#answer/page.ts";
import { validate } from "#body/validate.ts";
import { defineRoute } from "#route.ts";

/** The organization's jobs in the key's mode, newest first. */
export const listJobsRoute = defineRoute({
  method: "GET",
  path: "/v1/jobs",
  access: "key",
  scopes: ["jobs:read"],
  async handle({ request, response, context }) {
    const listed = await listJobs(context, validate(PageQuery, request.query));
    if (listed.outcome === "invalid_cursor") throw invalidCursor();
    response.json(listed.page);
  },
});
