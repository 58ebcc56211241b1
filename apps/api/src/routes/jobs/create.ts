import { CreateJob, type JobOptions } from "@winnow/contracts";
import { createJob, type JobInput, type TenantActor } from "@winnow/core";
import { idempotencyKeyOf } from "#body/idempotency-key.ts";
import { hasBody, readJson, unsupportedMediaType } from "#body/json.ts";
import { requireStorable } from "#body/storable.ts";
import { validate } from "#body/validate.ts";
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
    const { request, response, context } = call;
    const idempotencyKey = idempotencyKeyOf(request);
    const { options, source } = await readSubmission(call);
    requireScopes(context.actor, [options.kind]);
    requireStorable(options);
    await requireCallable(call, options.callback_url);
    const created = await createJob(context, {
      options,
      source,
      idempotencyKey,
      requestId: String(request.id),
    });
    if (created.outcome === "refused") throw createRefusal(created);
    if (created.outcome === "replayed") response.set("Idempotency-Replayed", "true");
    response.status(202).location(created.job.links.self).json(created.job);
  },
});

interface Submission {
  readonly options: JobOptions;
  readonly source: JobInput;
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
  const { rows, ...options } = validate(CreateJob, await readJson(request, api.options.jsonBodyMaxBytes));
  return { options, source: { type: "rows", rows } };
}

/** @throws ApiError validation_failed when events may not be posted to `url`. */
async function requireCallable({ api }: Call<TenantActor>, url: string | undefined): Promise<void> {
  if (url === undefined) return;
  const checked = await api.callbackPolicy.check(url);
  if (!checked.ok) throw callbackRefusal(checked);
}
