import { CreateJob, StartUpload, type JobOptions } from "@winnow/contracts";
import { createJob, startUpload, type JobInput, type TenantActor } from "@winnow/core";
import { idempotencyKeyOf } from "#body/idempotency-key.ts";
import { hasBody, readJson, unsupportedMediaType } from "#body/json.ts";
import { requireStorable } from "#body/storable.ts";
import { validate, validationFailed } from "#body/validate.ts";
import { limitBodyTime } from "#middleware/body-deadline.ts";
import { requireScopes } from "#middleware/authenticate-tenant.ts";
import { CSV_TYPES, openCsvBody } from "#routes/jobs/csv-body.ts";
import { callbackRefusal, createRefusal } from "#routes/jobs/outcome.ts";
import { defineRoute, type Call } from "#route.ts";

/** Accepts a job: rows as JSON, or a CSV of any length that streams into the database as it arrives. */
export const createJobRoute = defineRoute({
  method: "POST",
  path: "/v1/jobs",
  access: "key",
  scopes: ["jobs:write"],
  streamsBody: true,
  async handle(call) {
    const { request, response, api, context } = call;
    const idempotencyKey = idempotencyKeyOf(request);
    const { options, source } = await readSubmission(call);
    requireScopes(context.actor, [options.kind]);
    requireStorable(options);
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
    if (created.outcome === "replayed") response.set("Idempotency-Replayed", "true");
    response.status(202).location(created.job.links.self).json(created.job);
  },
});

interface Submission {
  readonly options: JobOptions;
  readonly source:
    | JobInput
    | { readonly type: "upload"; readonly id: string; readonly first: number | undefined };
}

/** What the body is decides where the options stand: beside the rows, or in the query. */
async function readSubmission(call: Call<TenantActor>): Promise<Submission> {
  const { request, api } = call;
  const csv = await openCsvBody(call);
  if (csv !== undefined) return { options: csv.query, source: csv };
  if (hasBody(request) && !request.is("application/json")) {
    throw unsupportedMediaType(request, ["application/json", ...CSV_TYPES]);
  }
  limitBodyTime(request, api.options.bodyDeadlineMs);
  const body = await readJson(request, api.options.jsonBodyMaxBytes);
  if (isOfUpload(body)) {
    refuseSettled(body);
    const { upload, first, ...options } = validate(StartUpload, body);
    return { options, source: { type: "upload", id: upload, first } };
  }
  const { rows, ...options } = validate(CreateJob, body);
  return { options, source: { type: "rows", rows } };
}

function isOfUpload(body: unknown): body is object {
  return typeof body === "object" && body !== null && Object.hasOwn(body, "upload");
}

/** @throws ApiError validation_failed for what the preview has settled, or what is no part of an upload. */
function refuseSettled(body: object): void {
  const reading = ["mapping", "encoding", "delimiter", "has_header"]
    .filter((name) => Object.hasOwn(body, name))
    .map((name) => ({
      pointer: `/${name}`,
      code: "settled_by_preview",
      message: "was settled by the preview of this upload: preview the file again to have it read otherwise",
    }));
  const rows = Object.hasOwn(body, "rows")
    ? [
        {
          pointer: "/rows",
          code: "two_sources",
          message: "cannot stand beside an upload: a job is made of one of them",
        },
      ]
    : [];
  if (reading.length + rows.length > 0) throw validationFailed([...reading, ...rows]);
}

/** @throws ApiError validation_failed when events may not be posted to `url`. */
async function requireCallable({ api }: Call<TenantActor>, url: string | undefined): Promise<void> {
  if (url === undefined) return;
  const checked = await api.callbackPolicy.check(url);
  if (!checked.ok) throw callbackRefusal(checked);
}
