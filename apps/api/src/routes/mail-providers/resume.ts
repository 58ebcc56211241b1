import { ResumeMailProvider, ResumedMailProvider } from "@winnow/contracts";
import { resumeMailProvider } from "@winnow/core";
import { mailProviderNotFound } from "#routes/mail-providers/outcome.ts";
import { defineRoute } from "#route/define.ts";

/** Ends the pauses of a mail provider, whoever made them; rows that wait for it go on at once. */
export const resumeMailProviderRoute = defineRoute({
  id: "resumeMailProvider",
  tag: "Operators",
  summary: "End the pauses of a mail provider",
  description: "Rows that wait for it go on at once.",
  method: "POST",
  path: "/ops/api/mail-providers/:provider/resume",
  params: { provider: "The provider's id, such as `google`, or the registrable domain of its mail hosts." },
  access: "operator",
  body: ResumeMailProvider,
  bodyOptional: true,
  answers: { 200: { description: "What was ended, and how many rows go on.", json: ResumedMailProvider } },
  errors: ["not_found"],
  async handle({ context, params, body }) {
    const resumed = await resumeMailProvider(context, { ...body, provider: params.provider });
    if (resumed.outcome === "not_found") throw mailProviderNotFound();
    return { status: 200, json: resumed.answer };
  },
});
