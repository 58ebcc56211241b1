import { Lookup, LookupAnswer } from "@winnow/contracts";
import { lookUp } from "@winnow/core";
import { defineRoute } from "#route/define.ts";

/** Whether a person or company is known, the fields of a reveal and its price. */
export const lookupRoute = defineRoute({
  id: "lookUp",
  tag: "Contacts",
  summary: "Tell whether a person or company is known",
  description: "Free of charge. States the fields that a reveal would show, and its price.",
  method: "POST",
  path: "/v1/lookup",
  access: "key",
  scopes: ["search"],
  body: Lookup,
  answers: {
    200: { description: "The fields that the directory knows, without their values.", json: LookupAnswer },
  },
  async handle({ context, body }) {
    return { status: 200, json: await lookUp(context, body) };
  },
});
