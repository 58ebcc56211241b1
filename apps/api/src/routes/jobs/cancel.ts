import { Job } from "@winnow/contracts";
import { cancelJob } from "@winnow/core";
import { jobIdOf } from "#routes/jobs/job-id.ts";
import { cancelRefusal } from "#routes/jobs/outcome.ts";
import { defineRoute } from "#route/define.ts";

/** Ends a job now. Credits that were not charged yet are released; existing results stay. */
export const cancelJobRoute = defineRoute({
  id: "cancelJob",
  tag: "Jobs",
  summary: "Cancel a job",
  description: "Rows that have a result keep it; the credits that are reserved for the others are released.",
  method: "POST",
  path: "/v1/jobs/:id/cancel",
  params: {
    id: "The job's id: `job_` and 26 characters, as `POST /v1/jobs` answered it. Another organization's id is answered like an unknown one.",
  },
  access: "key",
  scopes: ["jobs:write"],
  answers: { 200: { description: "The cancelled job.", json: Job } },
  errors: ["not_found", "job_state_conflict"],
  async handle({ request, context }) {
    const cancelled = await cancelJob(context, { jobId: jobIdOf(request) });
    if (cancelled.outcome !== "cancelled") throw cancelRefusal(cancelled);
    return { status: 200, json: cancelled.job };
  },
});
