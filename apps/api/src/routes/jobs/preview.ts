import { CreateCsvJobQuery, JobPreview } from "@winnow/contracts";
import { previewJob } from "@winnow/core";
import { requireScopes } from "#middleware/authenticate-tenant.ts";
import { csvFiles, openCsvBody } from "#routes/jobs/csv-body.ts";
import { createRefusal } from "#routes/jobs/outcome.ts";
import { defineRoute } from "#route/define.ts";

/** How a CSV would be read, and its cost. The file is kept, so that a job can start from it. Takes the query of the job. */
export const previewJobRoute = defineRoute({
  id: "previewJob",
  tag: "Jobs",
  summary: "Preview a CSV",
  description:
    "Free of charge. Reads the whole file as the job would: encoding, columns, duplicates, rows that cannot be used, price. The file is kept for a day: `POST /v1/jobs` with `upload` starts a job from it without sending it again.",
  method: "POST",
  path: "/v1/jobs/preview",
  access: "key",
  scopes: ["jobs:write"],
  query: CreateCsvJobQuery,
  files: csvFiles,
  answers: { 200: { description: "How the file would be read, and its cost.", json: JobPreview } },
  errors: ["mapping_ambiguous", "unreadable_csv"],
  async handle(call) {
    const { api, context } = call;
    const csv = await openCsvBody(call, call.query);
    requireScopes(context.actor, [csv.query.kind]);
    const { parseAddress } = api;
    const { uploadsKeptHours: keptHours } = api.options;
    const previewed = await previewJob(context, { ...csv, parseAddress, keptHours });
    if (previewed.outcome === "refused") throw createRefusal(previewed);
    return { status: 200, json: previewed.preview };
  },
});
