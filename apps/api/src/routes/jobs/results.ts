import { PageQuery } from "@winnow/contracts";
import { exportResults, listRows, type TenantActor } from "@winnow/core";
import { z } from "zod";
import { sendCsv } from "#answer/csv.ts";
import { invalidCursor } from "#answer/page.ts";
import { validate } from "#body/validate.ts";
import { negotiate } from "#middleware/negotiate.ts";
import { jobIdOf } from "#routes/jobs/job-id.ts";
import { jobNotFound } from "#routes/jobs/outcome.ts";
import { defineRoute, type Call } from "#route.ts";

const PRODUCES = ["application/json", "text/csv"];

export const ResultsQuery = PageQuery.extend({
  /** Wins over Accept, for links that a person clicks. */
  format: z.enum(["json", "csv"]).optional(),
  /** CSV only: `escape` makes cells safe to open in a spreadsheet. */
  formulas: z.enum(["escape"]).optional(),
});

/** A job's rows with what was found so far: pages of JSON, or the caller's own file with the results appended. */
export const showResults = defineRoute({
  method: "GET",
  path: "/v1/jobs/:id/results",
  access: "key",
  scopes: ["jobs:read"],
  produces: "handler",
  async handle(call) {
    const { request, response, context } = call;
    const { format, formulas, ...page } = validate(ResultsQuery, request.query);
    if (wantsCsv(call, format)) return sendExport(call, formulas);
    const listed = await listRows(context, { ...page, jobId: jobIdOf(request) });
    if (listed.outcome !== "listed") throw listed.outcome === "not_found" ? jobNotFound() : invalidCursor();
    response.json(listed.page);
  },
});

function wantsCsv({ request, response }: Call, format: "json" | "csv" | undefined): boolean {
  if (format !== undefined) return format === "csv";
  return negotiate(request, response, PRODUCES) === "text/csv";
}

async function sendExport(call: Call<TenantActor>, formulas: "escape" | undefined): Promise<void> {
  const { request, response, context } = call;
  const jobId = jobIdOf(request);
  const exported = await exportResults(context, { jobId, formulas });
  if (exported.outcome === "not_found") throw jobNotFound();
  await sendCsv(request, response, {
    name: `${jobId}.csv`,
    charset: exported.encoding,
    blocks: exported.csv,
  });
}
