import { PageQuery } from "@winnow/contracts";
import { exportNdjson, exportResults, listRows, type TenantActor } from "@winnow/core";
import { z } from "zod";
import { sendDownload } from "#answer/download.ts";
import { sendKnownDownload } from "#answer/known-download.ts";
import { invalidCursor } from "#answer/page.ts";
import { validate } from "#body/validate.ts";
import { negotiate } from "#middleware/negotiate.ts";
import { jobIdOf } from "#routes/jobs/job-id.ts";
import { jobNotFound, resultsExpired } from "#routes/jobs/outcome.ts";
import { defineRoute, type Call } from "#route.ts";

const FORMATS = {
  "application/json": "json",
  "text/csv": "csv",
  "application/x-ndjson": "ndjson",
} as const;
type Format = (typeof FORMATS)[keyof typeof FORMATS];

export const ResultsQuery = PageQuery.extend({
  /** Wins over Accept, for links that a person clicks. */
  format: z.enum(["json", "csv", "ndjson"]).optional(),
  /** CSV only: `escape` makes cells safe to open in a spreadsheet. */
  formulas: z.enum(["escape"]).optional(),
});

/** A job's rows with what was found so far: pages of JSON, all of them as lines, or the caller's own file with the results. */
export const showResults = defineRoute({
  method: "GET",
  path: "/v1/jobs/:id/results",
  access: "key",
  scopes: ["jobs:read"],
  produces: "handler",
  async handle(call) {
    const { request, response, context } = call;
    const { format = acceptedFormat(call), formulas, ...page } = validate(ResultsQuery, request.query);
    if (format === "csv") return sendExport(call, formulas);
    if (format === "ndjson") return sendLines(call);
    const listed = await listRows(context, { ...page, jobId: jobIdOf(request) });
    if (listed.outcome === "results_gone") throw resultsExpired(listed);
    if (listed.outcome !== "listed") throw listed.outcome === "not_found" ? jobNotFound() : invalidCursor();
    response.json(listed.page);
  },
});

function acceptedFormat({ request, response }: Call): Format {
  const types = Object.keys(FORMATS) as (keyof typeof FORMATS)[];
  return FORMATS[negotiate(request, response, types) as keyof typeof FORMATS];
}

async function sendLines({ request, response, context }: Call<TenantActor>): Promise<void> {
  const jobId = jobIdOf(request);
  const exported = await exportNdjson(context, { jobId });
  if (exported.outcome === "not_found") throw jobNotFound();
  if (exported.outcome === "results_gone") throw resultsExpired(exported);
  const name = `${jobId}.ndjson`;
  await sendDownload(request, response, { name, type: "application/x-ndjson", blocks: exported.lines });
}

async function sendExport(call: Call<TenantActor>, formulas: "escape" | undefined): Promise<void> {
  const { request, response, context } = call;
  const jobId = jobIdOf(request);
  const exported = await exportResults(context, { jobId, formulas });
  if (exported.outcome === "not_found") throw jobNotFound();
  if (exported.outcome === "results_gone") throw resultsExpired(exported);
  const file = { name: `${jobId}.csv`, charset: exported.encoding, blocks: exported.csv };
  if (exported.digest === undefined) return sendDownload(request, response, file);
  const { bytes: size, sha256 } = exported.digest;
  await sendKnownDownload(request, response, { ...file, size, sha256 });
}
