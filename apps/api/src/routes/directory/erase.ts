import { EraseContact, type EraseContactAnswer } from "@winnow/contracts";
import { eraseContact } from "@winnow/core";
import { readJson } from "#body/json.ts";
import { requireStorable } from "#body/storable.ts";
import { validate } from "#body/validate.ts";
import { defineRoute } from "#route.ts";

/** Forgets a person, for good: no import and no provider brings them back. Repeating it is safe. */
export const createErasure = defineRoute({
  method: "POST",
  path: "/ops/api/erasures",
  access: "operator",
  async handle({ request, response, api, context }) {
    const body = validate(EraseContact, await readJson(request, api.options.jsonBodyMaxBytes));
    requireStorable(body);
    const answer: EraseContactAnswer = await eraseContact(context, body);
    response.json(answer);
  },
});
