import type { RowDetail } from "@winnow/contracts";
import { showRow } from "@winnow/core";
import { ApiError } from "#problem/api-error.ts";
import { jobIdOf } from "#routes/jobs/job-id.ts";
import { resultsExpired } from "#routes/jobs/outcome.ts";
import { defineRoute } from "#route.ts";

/** Of PostgreSQL's int, which rows are numbered with. */
const ROW_MAX = 2_147_483_647;

export const showRowRoute = defineRoute({
  method: "GET",
  path: "/v1/jobs/:id/rows/:row",
  access: "key",
  scopes: ["jobs:read"],
  async handle({ request, response, context }) {
    const jobId = jobIdOf(request);
    const row = Number(/^[1-9]\d{0,9}$/.exec(String(request.params["row"]))?.[0] ?? 0);
    const shown = row === 0 || row > ROW_MAX ? undefined : await showRow(context, { jobId, row });
    if (shown?.outcome === "results_gone") throw resultsExpired(shown);
    if (shown?.outcome !== "shown") throw new ApiError("not_found", { detail: "There is no such row." });
    response.json(shown.row satisfies RowDetail);
  },
});
