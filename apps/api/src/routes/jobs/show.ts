import { Job } from "@winnow/contracts";
import { getJob } from "@winnow/core";
import { jobNotFound } from "#routes/jobs/outcome.ts";
import { jobIdOf } from "#routes/jobs/job-id.ts";
import { defineRoute } from "#route/define.ts";

export const showJob = defineRoute({
  id: "showJob",
  tag: "Jobs",
  summary: "Show a job",
  description:
    "To wait for its end, prefer events. A poll every two seconds at first, and every ten later, stays far below the limits; a job that is `paused` or `held` may stay so.",
  method: "GET",
  path: "/v1/jobs/:id",
  params: {
    id: "The job's id: `job_` and 26 characters, as `POST /v1/jobs` answered it. Another organization's id is answered like an unknown one.",
  },
  access: "key",
  scopes: ["jobs:read"],
  answers: { 200: { description: "Status, counts, credits, pace and estimated end.", json: Job } },
  errors: ["not_found"],
  async handle({ request, context }) {
    const job = await getJob(context, { jobId: jobIdOf(request) });
    if (job === undefined) throw jobNotFound();
    return { status: 200, json: job };
  },
});
