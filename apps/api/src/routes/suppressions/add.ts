import { AddSuppressions } from "@winnow/contracts";
import { addSuppressions, type SuppressingActor } from "@winnow/core";
import { readJson } from "#body/json.ts";
import { requireStorable } from "#body/storable.ts";
import { validate, validationFailed } from "#body/validate.ts";
import { defineRoute, type Call } from "#route.ts";

/** Emails, domains and people that are never processed, revealed or billed. */
export const addSuppressionsRoute = defineRoute({
  method: "POST",
  path: "/v1/suppressions",
  access: "key",
  scopes: ["suppressions:write"],
  handle: add,
});

/** The same for every organization of this server. */
export const addServerSuppressions = defineRoute({
  method: "POST",
  path: "/ops/api/suppressions",
  access: "operator",
  handle: add,
});

const SHAPES = {
  email: "an email address",
  domain: "a domain",
  person: "a LinkedIn profile, or a full name and a domain or company: Ada Lovelace|acme.test",
} as const;

async function add({ request, response, api, context }: Call<SuppressingActor>): Promise<void> {
  const body = validate(AddSuppressions, await readJson(request, api.options.jsonBodyMaxBytes));
  requireStorable(body);
  const added = await addSuppressions(context, body);
  if (added.outcome === "added") {
    response.json(added.answer);
    return;
  }
  throw validationFailed(
    added.indexes.map((index) => ({
      pointer: `/suppressions/${index}/value`,
      code: "invalid_value",
      message: `must be ${SHAPES[body.suppressions[index]?.kind ?? "email"]}`,
    })),
  );
}
