import { ResumeMailProvider, ResumedMailProvider } from "@winnow/contracts";
import { resumeMailProvider } from "@winnow/core";
import { mailProviderNotFound } from "#routes/mail-providers/outcome.ts";
import { defineRoute } from "#route/define.ts";

/** Ends all pauses of a mail provider; its waiting rows continue at once. */
export const resumeMailProviderRoute = defineRoute({
  id: "resumeMailProvider",
  tag: "Operators",
  summary: "End the pauses of a mail provider",
  description: "Its waiting rows continue at once.",
  method: "POST",
  path: "/ops/api/mail-providers/:provider/resume",
  params: { provider: "The provider's id, such as `google`, or the registrable domain of its mail hosts." },
  access: "operator",
  body: ResumeMailProvider,
  bodyOptional: true,
  answers: {
    200: { description: "The ended pauses, and how many rows continue.", json: ResumedMailProvider },
  },
  errors: ["not_found"],
  async handle({ context, params, body }) {
    const resumed = await resumeMailProvider(context, { ...body, provider: params.provider });
    if (resumed.outcome === "not_found") throw mailProviderNotFound();
    return { status: 200, json: resumed.answer };
  },
});
