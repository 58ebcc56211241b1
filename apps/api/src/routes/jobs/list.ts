import { JobPage, PageQuery } from "@winnow/contracts";
import { listJobs } from "@winnow/core";
import { invalidCursor } from "#answer/page.ts";
import { defineRoute } from "#route/define.ts";

/** The organization's jobs in the key's mode, newest first. */
export const listJobsRoute = defineRoute({
  id: "listJobs",
  tag: "Jobs",
  summary: "List jobs",
  description: "Newest first.",
  method: "GET",
  path: "/v1/jobs",
  access: "key",
  scopes: ["jobs:read"],
  query: PageQuery,
  answers: { 200: { description: "A page of jobs.", json: JobPage } },
  async handle({ context, query }) {
    const listed = await listJobs(context, query);
    if (listed.outcome === "invalid_cursor") throw invalidCursor();
    return { status: 200, json: listed.page };
  },
});
