import {
  CreateCsvJobQuery,
  CreateJobBody,
  Job,
  type JobOptions,
  type ProblemDetail,
} from "@winnow/contracts";
import { createJob, startUpload, type JobInput, type TenantActor } from "@winnow/core";
import { requireScopes } from "#middleware/authenticate-tenant.ts";
import { csvFiles, openCsvBody } from "#routes/jobs/csv-body.ts";
import { callbackRefusal, createRefusal } from "#routes/jobs/outcome.ts";
import type { Call } from "#route/call.ts";
import { replayHeader } from "#answer/replayed.ts";
import { defineRoute } from "#route/define.ts";

/** Accepts a job: rows as JSON, or a CSV of any length that streams into the database as it arrives. */
export const createJobRoute = defineRoute({
  id: "createJob",
  tag: "Jobs",
  summary: "Create a job",
  description:
    "Three ways in: rows as JSON, a previewed file by its `upload` id, or a CSV of any length as the body with the options in the query. The answer comes as soon as the rows are stored; a worker plans the job, reserves the credits and processes the rows. A query beside a JSON body is refused: its options belong in the body.",
  method: "POST",
  path: "/v1/jobs",
  access: "key",
  scopes: ["jobs:write"],
  query: CreateCsvJobQuery,
  body: CreateJobBody,
  // A row whose text cannot be stored is marked by planning.
  anyTextIn: ["rows"],
  files: csvFiles,
  callback: "{$request.body#/callback_url}",
  charges: ["verify", "enrich"],
  idempotencyKey: "required",
  answers: {
    202: {
      description: "The job, which waits to be planned.",
      json: Job,
      headers: ["Idempotency-Replayed", "Location"],
    },
  },
  errors: [
    "insufficient_credits",
    "key_budget_exceeded",
    "mapping_ambiguous",
    "not_found",
    "unreadable_csv",
    "upload_started",
  ],
  explainBody: explainUpload,
  async handle(call) {
    const { request, api, context, idempotencyKey } = call;
    const { options, source } = await readSubmission(call);
    requireScopes(context.actor, [options.kind]);
    await requireCallable(call, options.callback_url);
    const requestId = String(request.id);
    const created =
      source.type === "upload"
        ? await startUpload(context, {
            uploadId: source.id,
            first: source.first,
            options,
            idempotencyKey,
            requestId,
            keptHours: api.options.uploadsKeptHours,
          })
        : await createJob(context, { options, source, idempotencyKey, requestId });
    if (created.outcome === "refused") throw createRefusal(created);
    return {
      status: 202,
      json: created.job,
      headers: { ...replayHeader(created.outcome === "replayed"), Location: created.job.links.self },
    };
  },
});

interface Submission {
  readonly options: JobOptions;
  readonly source:
    | JobInput
    | { readonly type: "upload"; readonly id: string; readonly first: number | undefined };
}

/** The body's type decides where its options stand: beside the rows, or in the query. */
async function readSubmission(
  call: Call<TenantActor> & {
    readonly query: CreateCsvJobQuery | undefined;
    readonly body: CreateJobBody | undefined;
  },
): Promise<Submission> {
  const { query, body } = call;
  if (query !== undefined) {
    const csv = await openCsvBody(call, query);
    return { options: csv.query, source: csv };
  }
  if (body === undefined) throw new Error("a job came without a body");
  if ("upload" in body) {
    const { upload, first, ...options } = body;
    return { options, source: { type: "upload", id: upload, first } };
  }
  const { rows, ...options } = body;
  return { options, source: { type: "rows", rows } };
}

/** Options that the preview has fixed, or that do not apply to an upload. */
function explainUpload(body: unknown): ProblemDetail[] {
  if (typeof body !== "object" || body === null || !Object.hasOwn(body, "upload")) return [];
  const settled = ["mapping", "encoding", "delimiter", "has_header"]
    .filter((name) => Object.hasOwn(body, name))
    .map((name) => ({
      pointer: `/${name}`,
      code: "settled_by_preview",
      message: "was fixed by the preview of this upload: preview the file again to change it",
    }));
  if (!Object.hasOwn(body, "rows")) return settled;
  const message = "cannot be combined with an upload";
  return [...settled, { pointer: "/rows", code: "two_sources", message }];
}

/** @throws ApiError validation_failed when events may not be posted to `url`. */
async function requireCallable({ api }: Call<TenantActor>, url: string | undefined): Promise<void> {
  if (url === undefined) return;
  const checked = await api.callbackPolicy.check(url);
  if (!checked.ok) throw callbackRefusal(checked);
}
