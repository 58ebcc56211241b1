import { getJob } from "@winnow/core";
import { jobNotFound } from "#routes/jobs/outcome.ts";
import { jobIdOf } from "#routes/jobs/job-id.ts";
import { defineRoute } from "#route.ts";

export const showJob = defineRoute({
  method: "GET",
  path: "/v1/jobs/:id",
  access: "key",
  scopes: ["jobs:read"],
  async handle({ request, response, context }) {
    const job = await getJob(context, { jobId: jobIdOf(request) });
    if (job === undefined) throw jobNotFound();
    response.json(job);
  },
});
