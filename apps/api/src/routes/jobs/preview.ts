import { CreateCsvJobQuery } from "@winnow/contracts";
import { previewJob } from "@winnow/core";
import { charsetOf, unsupportedMediaType } from "#body/json.ts";
import { openBody } from "#body/stream.ts";
import { validate } from "#body/validate.ts";
import { requireScopes } from "#middleware/authenticate-tenant.ts";
import { withCharset } from "#routes/jobs/charset.ts";
import { createRefusal } from "#routes/jobs/outcome.ts";
import { defineRoute } from "#route.ts";

/** What a CSV would become and cost; nothing of it is kept. Takes the query of the job itself. */
export const previewJobRoute = defineRoute({
  method: "POST",
  path: "/v1/jobs/preview",
  access: "key",
  scopes: ["jobs:write"],
  streamsBody: true,
  async handle({ request, response, api, context }) {
    if (!/^text\/csv\b/i.test(request.get("content-type") ?? "")) {
      throw unsupportedMediaType(request, ["text/csv"]);
    }
    const query = withCharset(validate(CreateCsvJobQuery, request.query), charsetOf(request));
    requireScopes(context.actor, [query.kind]);
    const body = openBody(request, { limitBytes: api.options.csvBodyMaxBytes, damaged: "unreadable_csv" });
    const previewed = await previewJob(context, { body, query });
    if (previewed.outcome === "refused") throw createRefusal(previewed);
    response.json(previewed.preview);
  },
});
