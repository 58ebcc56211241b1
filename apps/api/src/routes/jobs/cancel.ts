import { cancelJob } from "@winnow/core";
import { jobIdOf } from "#routes/jobs/job-id.ts";
import { cancelRefusal } from "#routes/jobs/outcome.ts";
import { defineRoute } from "#route.ts";

/** Ends a job now. What was not yet charged is given back; results that are there stay. */
export const cancelJobRoute = defineRoute({
  method: "POST",
  path: "/v1/jobs/:id/cancel",
  access: "key",
  scopes: ["jobs:write"],
  async handle({ request, response, context }) {
    const cancelled = await cancelJob(context, { jobId: jobIdOf(request) });
    if (cancelled.outcome !== "cancelled") throw cancelRefusal(cancelled);
    response.json(cancelled.job);
  },
});
