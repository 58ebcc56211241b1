import { Job } from "@winnow/contracts";
import { pauseJob } from "@winnow/core";
import { jobIdOf } from "#routes/jobs/job-id.ts";
import { stateRefusal } from "#routes/jobs/outcome.ts";
import { defineRoute } from "#route/define.ts";

/** Starts no more chunks of a job; leased ones are finished. */
export const pauseJobRoute = defineRoute({
  id: "pauseJob",
  tag: "Jobs",
  summary: "Pause a job",
  description: "Chunks that a worker has leased are finished first.",
  method: "POST",
  path: "/v1/jobs/:id/pause",
  params: {
    id: "The job's id: `job_` and 26 characters, as `POST /v1/jobs` answered it. Another organization's id is answered like an unknown one.",
  },
  access: "key",
  scopes: ["jobs:write"],
  answers: { 200: { description: "The paused job.", json: Job } },
  errors: ["not_found", "job_state_conflict"],
  async handle({ request, context }) {
    const paused = await pauseJob(context, { jobId: jobIdOf(request) });
    if (paused.outcome !== "paused") throw stateRefusal(paused, "paused");
    return { status: 200, json: paused.job };
  },
});
