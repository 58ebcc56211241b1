import { RowDetail } from "@winnow/contracts";
import { showRow } from "@winnow/core";
import { ApiError } from "#problem/api-error.ts";
import { jobIdOf } from "#routes/jobs/job-id.ts";
import { resultsExpired } from "#routes/jobs/outcome.ts";
import { defineRoute } from "#route/define.ts";

/** The largest value of PostgreSQL's int, the type of row numbers. */
const ROW_MAX = 2_147_483_647;

export const showRowRoute = defineRoute({
  id: "showRow",
  tag: "Jobs",
  summary: "Show a row with its evidence",
  description:
    "The verdict in words, and every attempt with the commands sent to the mail host and its replies.",
  method: "GET",
  path: "/v1/jobs/:id/rows/:row",
  params: {
    id: "The job's id: `job_` and 26 characters, as `POST /v1/jobs` answered it. Another organization's id is answered like an unknown one.",
    row: "The 1-based number of the data row in the caller's file.",
  },
  access: "key",
  scopes: ["jobs:read"],
  answers: { 200: { description: "The row, its attempts and their evidence.", json: RowDetail } },
  errors: ["not_found", "results_expired"],
  async handle({ request, context, params }) {
    const jobId = jobIdOf(request);
    const row = Number(/^[1-9]\d{0,9}$/.exec(String(params.row))?.[0] ?? 0);
    const shown = row === 0 || row > ROW_MAX ? undefined : await showRow(context, { jobId, row });
    if (shown?.outcome === "results_deleted") throw resultsExpired(shown);
    if (shown?.outcome !== "shown")
      throw new ApiError("not_found", { detail: "The job has no row with this number." });
    return { status: 200, json: shown.row satisfies RowDetail };
  },
});
