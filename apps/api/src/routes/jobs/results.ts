import { ResultsQuery, RowPage } from "@winnow/contracts";
import { exportNdjson, exportResults, listRows, type TenantActor } from "@winnow/core";
import { sendDownload } from "#answer/download.ts";
import { sendKnownDownload } from "#answer/known-download.ts";
import { invalidCursor } from "#answer/page.ts";
import { negotiateMediaType } from "#middleware/negotiate.ts";
import { jobIdOf } from "#routes/jobs/job-id.ts";
import { jobNotFound, resultsExpired } from "#routes/jobs/outcome.ts";
import type { Call } from "#route/call.ts";
import { defineRoute } from "#route/define.ts";

const FORMATS = {
  "application/json": "json",
  "text/csv": "csv",
  "application/x-ndjson": "ndjson",
} as const;
type Format = (typeof FORMATS)[keyof typeof FORMATS];

/** A job's rows with their results so far: pages of JSON, NDJSON, or the caller's own file with the results. */
export const showResults = defineRoute({
  id: "showResults",
  tag: "Jobs",
  summary: "Get the rows of a job with their results",
  description:
    "`Accept` or `format` decides: pages of JSON, NDJSON with every row, or your own CSV with the results appended. While the job runs, rows without a result have the status `pending`. The CSV of a completed job has an `ETag` and can be fetched in ranges.",
  method: "GET",
  path: "/v1/jobs/:id/results",
  params: {
    id: "The job's id: `job_` and 26 characters, as `POST /v1/jobs` answered it. Another organization's id is answered like an unknown one.",
  },
  access: "key",
  scopes: ["jobs:read"],
  query: ResultsQuery,
  answers: {
    200: {
      description: "The rows: a page of JSON, or a file.",
      json: RowPage,
      media: {
        "text/csv": {
          description:
            "The caller's own file: same rows, same order, same columns, same bytes, with the `winnow_` columns appended. It is in the encoding of the upload, which `charset` of the Content-Type names. A job of JSON rows becomes a CSV of their members.",
          example:
            "First Name,Email,winnow_status,winnow_reason,winnow_email,winnow_email_status,winnow_email_reason,winnow_flags,winnow_did_you_mean,winnow_credits,winnow_duplicate_of\r\nAda,ada@acme.test,verified,,ada@acme.test,valid,accepted,,,1,\r\n",
        },
        "application/x-ndjson": {
          description: "One Row as JSON in each line.",
          example:
            '{"ref":"crm-17","row":1,"status":"verified","reason":null,"input":{"email":"ada@acme.test"}}\n',
        },
      },
      headers: ["ETag", "Repr-Digest", "Content-Disposition"],
    },
    206: {
      description: "The bytes of the CSV that `Range` requested.",
      media: {
        "text/csv": {
          description: "A part of the file.",
          example: "First Name,Email,winnow_status,winnow_re",
        },
      },
      headers: ["Content-Range", "ETag", "Repr-Digest", "Content-Disposition"],
    },
    304: { description: "The CSV is the one that `If-None-Match` names.", headers: ["ETag"] },
  },
  errors: ["not_found", "results_expired", "range_not_satisfiable"],
  async handle(call) {
    const { request, context, query } = call;
    const { format = acceptedFormat(call), formulas, ...page } = query;
    if (format === "csv") return sendExport(call, formulas);
    if (format === "ndjson") return sendLines(call);
    const listed = await listRows(context, { ...page, jobId: jobIdOf(request) });
    if (listed.outcome === "results_deleted") throw resultsExpired(listed);
    if (listed.outcome !== "listed") throw listed.outcome === "not_found" ? jobNotFound() : invalidCursor();
    return { status: 200, json: listed.page };
  },
});

function acceptedFormat({ request, response }: Call): Format {
  const types = Object.keys(FORMATS) as (keyof typeof FORMATS)[];
  return FORMATS[negotiateMediaType(request, response, types) as keyof typeof FORMATS];
}

async function sendLines({ request, response, context }: Call<TenantActor>): Promise<void> {
  const jobId = jobIdOf(request);
  const exported = await exportNdjson(context, { jobId });
  if (exported.outcome === "not_found") throw jobNotFound();
  if (exported.outcome === "results_deleted") throw resultsExpired(exported);
  const name = `${jobId}.ndjson`;
  await sendDownload(request, response, { name, type: "application/x-ndjson", blocks: exported.lines });
}

async function sendExport(call: Call<TenantActor>, formulas: "escape" | undefined): Promise<void> {
  const { request, response, context } = call;
  const jobId = jobIdOf(request);
  const exported = await exportResults(context, { jobId, formulas });
  if (exported.outcome === "not_found") throw jobNotFound();
  if (exported.outcome === "results_deleted") throw resultsExpired(exported);
  const file = { name: `${jobId}.csv`, charset: exported.encoding, blocks: exported.csv };
  if (exported.digest === undefined) return sendDownload(request, response, file);
  const { bytes: size, sha256 } = exported.digest;
  await sendKnownDownload(request, response, { ...file, size, sha256 });
}
