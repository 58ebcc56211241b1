import { rerunJob } from "@winnow/core";
import { idempotencyKeyOf } from "#body/idempotency-key.ts";
import { ApiError } from "#problem/api-error.ts";
import { jobIdOf } from "#routes/jobs/job-id.ts";
import { jobNotFound } from "#routes/jobs/outcome.ts";
import { defineRoute } from "#route.ts";

/** A new job of the rows that got no answer. */
export const rerunJobRoute = defineRoute({
  method: "POST",
  path: "/v1/jobs/:id/rerun",
  access: "key",
  scopes: ["jobs:write"],
  async handle({ request, response, context }) {
    const idempotencyKey = idempotencyKeyOf(request);
    const jobId = jobIdOf(request);
    const rerun = await rerunJob(context, { jobId, idempotencyKey, requestId: String(request.id) });
    switch (rerun.outcome) {
      case "not_found":
        throw jobNotFound();
      case "refused":
        throw new ApiError(rerun.code, {
          detail: rerun.detail,
          ...(rerun.members !== undefined && { members: rerun.members }),
        });
      default:
        if (rerun.outcome === "replayed") response.set("Idempotency-Replayed", "true");
        response.status(202).location(rerun.job.links.self).json(rerun.job);
    }
  },
});
