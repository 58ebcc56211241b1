import { Job } from "@winnow/contracts";
import { rerunJob } from "@winnow/core";
import { insufficientScope } from "#middleware/authenticate-tenant.ts";
import { jobIdOf } from "#routes/jobs/job-id.ts";
import { createRefusal, jobNotFound } from "#routes/jobs/outcome.ts";
import { replayHeader } from "#answer/replayed.ts";
import { defineRoute } from "#route/define.ts";

/** A new job with the rows that got no answer. */
export const rerunJobRoute = defineRoute({
  id: "rerunJob",
  tag: "Jobs",
  summary: "Run the failed and unknown rows of a job again",
  description:
    "Creates a new job of the rows of an ended one that failed, were cut off, or whose address stayed unknown: none of them was paid for. Rows keep their number and `ref`.",
  method: "POST",
  path: "/v1/jobs/:id/rerun",
  params: {
    id: "The job's id: `job_` and 26 characters, as `POST /v1/jobs` answered it. Another organization's id is answered like an unknown one.",
  },
  access: "key",
  scopes: ["jobs:write"],
  idempotencyKey: "required",
  answers: { 202: { description: "The new job.", json: Job, headers: ["Idempotency-Replayed", "Location"] } },
  errors: ["not_found", "job_state_conflict", "results_expired", "insufficient_credits"],
  async handle({ request, context, idempotencyKey }) {
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
        return {
          status: 202,
          json: rerun.job,
          headers: { ...replayHeader(rerun.outcome === "replayed"), Location: rerun.job.links.self },
        };
    }
  },
});
