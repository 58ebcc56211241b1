import { Job } from "@winnow/contracts";
import { resumeJob } from "@winnow/core";
import { jobIdOf } from "#routes/jobs/job-id.ts";
import { stateRefusal } from "#routes/jobs/outcome.ts";
import { defineRoute } from "#route/define.ts";

/** Continues a paused job, and retries a held one. */
export const resumeJobRoute = defineRoute({
  id: "resumeJob",
  tag: "Jobs",
  summary: "Resume a job",
  description: "A paused job continues; a job held for lack of credits is planned again.",
  method: "POST",
  path: "/v1/jobs/:id/resume",
  params: {
    id: "The job's id: `job_` and 26 characters, as `POST /v1/jobs` answered it. Another organization's id is answered like an unknown one.",
  },
  access: "key",
  scopes: ["jobs:write"],
  answers: { 200: { description: "The resumed job.", json: Job } },
  errors: ["not_found", "job_state_conflict"],
  async handle({ request, context }) {
    const resumed = await resumeJob(context, { jobId: jobIdOf(request) });
    if (resumed.outcome !== "resumed") throw stateRefusal(resumed, "resumed");
    return { status: 200, json: resumed.job };
  },
});
