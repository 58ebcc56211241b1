import { pauseJob } from "@winnow/core";
import { jobIdOf } from "#routes/jobs/job-id.ts";
import { stateRefusal } from "#routes/jobs/outcome.ts";
import { defineRoute } from "#route.ts";

/** Stops a job from starting further work; what is at work is finished. */
export const pauseJobRoute = defineRoute({
  method: "POST",
  path: "/v1/jobs/:id/pause",
  access: "key",
  scopes: ["jobs:write"],
  async handle({ request, response, context }) {
    const paused = await pauseJob(context, { jobId: jobIdOf(request) });
    if (paused.outcome !== "paused") throw stateRefusal(paused, "paused");
    response.json(paused.job);
  },
});
