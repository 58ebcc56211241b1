import { AddSuppressions, AddSuppressionsAnswer } from "@winnow/contracts";
import { addSuppressions, type SuppressingActor } from "@winnow/core";
import { validationFailed } from "#body/validate.ts";
import type { Call } from "#route/call.ts";
import { defineRoute } from "#route/define.ts";

/** Emails, domains and people that are never processed, revealed or billed. */
export const addSuppressionsRoute = defineRoute({
  id: "addSuppressions",
  tag: "Suppressions",
  summary: "Suppress emails, domains and people",
  description: "They are never processed, revealed or billed. Adding one again changes nothing.",
  method: "POST",
  path: "/v1/suppressions",
  access: "key",
  scopes: ["suppressions:write"],
  body: AddSuppressions,
  answers: {
    200: { description: "The suppressions in the order of the call.", json: AddSuppressionsAnswer },
  },
  handle: add,
});

/** Applies to every organization of this server. */
export const addServerSuppressions = defineRoute({
  id: "addServerSuppressions",
  tag: "Operators",
  summary: "Suppress for every organization",
  description: "They are never processed, revealed or billed, for any organization.",
  method: "POST",
  path: "/ops/api/suppressions",
  access: "operator",
  body: AddSuppressions,
  answers: {
    200: { description: "The suppressions in the order of the call.", json: AddSuppressionsAnswer },
  },
  handle: add,
});

const SHAPES = {
  email: "an email address",
  domain: "a domain",
  person: "a LinkedIn profile, or a full name and a domain or company: Ada Lovelace|acme.test",
} as const;

async function add({ context, body }: Call<SuppressingActor> & { readonly body: AddSuppressions }) {
  const added = await addSuppressions(context, body);
  if (added.outcome === "added") return { status: 200, json: added.answer } as const;
  throw validationFailed(
    added.indexes.map((index) => ({
      pointer: `/suppressions/${index}/value`,
      code: "not_of_its_kind",
      message: `must be ${SHAPES[body.suppressions[index]?.kind ?? "email"]}`,
    })),
  );
}
