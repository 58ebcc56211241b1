import { Job } from "@winnow/contracts";
import { deleteResults } from "@winnow/core";
import { jobIdOf } from "#routes/jobs/job-id.ts";
import { deletionRefusal } from "#routes/jobs/outcome.ts";
import { defineRoute } from "#route/define.ts";

/** Deletes the rows and results of an ended job. The job itself stays, for the statement. */
export const deleteJobRoute = defineRoute({
  id: "deleteJob",
  tag: "Jobs",
  summary: "Delete the rows and results of an ended job",
  description:
    "For good. The guarantee on the rows ends with them; counts and credits stay for the statement.",
  method: "DELETE",
  path: "/v1/jobs/:id",
  params: {
    id: "The job's id: `job_` and 26 characters, as `POST /v1/jobs` answered it. Another organization's id is answered like an unknown one.",
  },
  access: "key",
  scopes: ["jobs:write"],
  answers: { 200: { description: "The job without its rows.", json: Job } },
  errors: ["not_found", "job_state_conflict"],
  async handle({ request, context }) {
    const deleted = await deleteResults(context, { jobId: jobIdOf(request) });
    if (deleted.outcome !== "deleted") throw deletionRefusal(deleted);
    return { status: 200, json: deleted.job };
  },
});
