import { deleteResults } from "@winnow/core";
import { jobIdOf } from "#routes/jobs/job-id.ts";
import { deletionRefusal } from "#routes/jobs/outcome.ts";
import { defineRoute } from "#route.ts";

/** Deletes the rows and results of an ended job. The job itself stays, for the statement. */
export const deleteJobRoute = defineRoute({
  method: "DELETE",
  path: "/v1/jobs/:id",
  access: "key",
  scopes: ["jobs:write"],
  async handle({ request, response, context }) {
    const deleted = await deleteResults(context, { jobId: jobIdOf(request) });
    if (deleted.outcome !== "deleted") throw deletionRefusal(deleted);
    response.json(deleted.job);
  },
});
