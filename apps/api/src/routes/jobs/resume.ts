import { resumeJob } from "@winnow/core";
import { jobIdOf } from "#routes/jobs/job-id.ts";
import { stateRefusal } from "#routes/jobs/outcome.ts";
import { defineRoute } from "#route.ts";

/** Lets a paused job go on, and a held one try again. */
export const resumeJobRoute = defineRoute({
  method: "POST",
  path: "/v1/jobs/:id/resume",
  access: "key",
  scopes: ["jobs:write"],
  async handle({ request, response, context }) {
    const resumed = await resumeJob(context, { jobId: jobIdOf(request) });
    if (resumed.outcome !== "resumed") throw stateRefusal(resumed, "resumed");
    response.json(resumed.job);
  },
});
