import { previewJob } from "@winnow/core";
import { unsupportedMediaType } from "#body/json.ts";
import { requireScopes } from "#middleware/authenticate-tenant.ts";
import { CSV_TYPES, openCsvBody } from "#routes/jobs/csv-body.ts";
import { createRefusal } from "#routes/jobs/outcome.ts";
import { defineRoute } from "#route.ts";

/** What a CSV would become and cost; it is kept, to start a job from. Takes the query of the job itself. */
export const previewJobRoute = defineRoute({
  method: "POST",
  path: "/v1/jobs/preview",
  access: "key",
  scopes: ["jobs:write"],
  streamsBody: true,
  async handle(call) {
    const { request, response, api, context } = call;
    const csv = await openCsvBody(call);
    if (csv === undefined) throw unsupportedMediaType(request, CSV_TYPES);
    requireScopes(context.actor, [csv.query.kind]);
    const { parseAddress } = api;
    const { uploadsKeptHours: keptHours } = api.options;
    const previewed = await previewJob(context, { ...csv, parseAddress, keptHours });
    if (previewed.outcome === "refused") throw createRefusal(previewed);
    response.json(previewed.preview);
  },
});
