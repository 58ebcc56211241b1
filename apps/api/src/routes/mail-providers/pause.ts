import { PauseMailProvider, MailProviderList } from "@winnow/contracts";
import { pauseMailProvider } from "@winnow/core";
import { mailProviderNotFound } from "#routes/mail-providers/outcome.ts";
import { defineRoute } from "#route/define.ts";

/** Stops contacting a mail provider for some minutes. Its rows wait and continue afterwards. */
export const pauseMailProviderRoute = defineRoute({
  id: "pauseMailProvider",
  tag: "Operators",
  summary: "Pause a mail provider",
  description: "Winnow does not contact it for some minutes. Its rows wait and continue afterwards.",
  method: "POST",
  path: "/ops/api/mail-providers/:provider/pause",
  params: { provider: "The provider's id, such as `google`, or the registrable domain of its mail hosts." },
  access: "operator",
  body: PauseMailProvider,
  answers: { 200: { description: "The provider's budgets.", json: MailProviderList } },
  errors: ["not_found"],
  async handle({ context, params, body }) {
    const paused = await pauseMailProvider(context, { ...body, provider: params.provider });
    if (paused.outcome === "not_found") throw mailProviderNotFound();
    const answer: MailProviderList = { data: paused.providers, has_more: false };
    return { status: 200, json: answer };
  },
});
