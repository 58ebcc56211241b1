import { Lookup, LookupAnswer } from "@winnow/contracts";
import { lookUp } from "@winnow/core";
import { defineRoute } from "#route/define.ts";

/** Whether somebody is known, what a reveal would show and cost. */
export const lookupRoute = defineRoute({
  id: "lookUp",
  tag: "Contacts",
  summary: "Tell whether a person or company is known",
  description: "Free of charge. Says what a reveal would show and what it would cost.",
  method: "POST",
  path: "/v1/lookup",
  access: "key",
  scopes: ["search"],
  body: Lookup,
  answers: {
    200: { description: "What the directory knows, without the values themselves.", json: LookupAnswer },
  },
  async handle({ context, body }) {
    return { status: 200, json: await lookUp(context, body) };
  },
});
