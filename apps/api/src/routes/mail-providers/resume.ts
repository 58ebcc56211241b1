import { ResumeMailProvider } from "@winnow/contracts";
import { resumeMailProvider } from "@winnow/core";
import { hasBody, readJson } from "#body/json.ts";
import { validate } from "#body/validate.ts";
import { mailProviderNotFound } from "#routes/mail-providers/outcome.ts";
import { defineRoute } from "#route.ts";

/** Ends the pauses of a mail provider, whoever made them; rows that wait for it go on at once. */
export const resumeMailProviderRoute = defineRoute({
  method: "POST",
  path: "/ops/api/mail-providers/:provider/resume",
  access: "operator",
  async handle({ request, response, api, context }) {
    const body = hasBody(request) ? await readJson(request, api.options.jsonBodyMaxBytes) : {};
    const provider = String(request.params["provider"]);
    const resumed = await resumeMailProvider(context, { ...validate(ResumeMailProvider, body), provider });
    if (resumed.outcome === "not_found") throw mailProviderNotFound();
    response.json(resumed.answer);
  },
});
