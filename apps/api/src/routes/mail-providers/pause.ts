import { PauseMailProvider, type MailProviderList } from "@winnow/contracts";
import { pauseMailProvider } from "@winnow/core";
import { readJson } from "#body/json.ts";
import { requireStorable } from "#body/storable.ts";
import { validate } from "#body/validate.ts";
import { mailProviderNotFound } from "#routes/mail-providers/outcome.ts";
import { defineRoute } from "#route.ts";

/** Leaves a mail provider alone for a while. Rows that need it wait, and go on by themselves. */
export const pauseMailProviderRoute = defineRoute({
  method: "POST",
  path: "/ops/api/mail-providers/:provider/pause",
  access: "operator",
  async handle({ request, response, api, context }) {
    const body = validate(PauseMailProvider, await readJson(request, api.options.jsonBodyMaxBytes));
    requireStorable(body);
    const provider = String(request.params["provider"]);
    const paused = await pauseMailProvider(context, { ...body, provider });
    if (paused.outcome === "not_found") throw mailProviderNotFound();
    const answer: MailProviderList = { data: paused.providers, has_more: false };
    response.json(answer);
  },
});
