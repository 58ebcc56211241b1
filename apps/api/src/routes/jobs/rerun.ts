import { rerunJob } from "@winnow/core";
import { idempotencyKeyOf } from "#body/idempotency-key.ts";
import { insufficientScope } from "#middleware/authenticate-tenant.ts";
import { jobIdOf } from "#routes/jobs/job-id.ts";
import { createRefusal, jobNotFound } from "#routes/jobs/outcome.ts";
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
      case "scope_not_held":
        throw insufficientScope(context.actor, rerun.scope);
      case "refused":
        throw createRefusal(rerun);
      case "created":
      case "replayed":
        if (rerun.outcome === "replayed") response.set("Idempotency-Replayed", "true");
        response.status(202).location(rerun.job.links.self).json(rerun.job);
    }
  },
});
