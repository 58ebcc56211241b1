import { GrantCredits, type GrantAnswer } from "@winnow/contracts";
import { grantCredits } from "@winnow/core";
import { readJson } from "#body/json.ts";
import { requireStorable } from "#body/storable.ts";
import { validate } from "#body/validate.ts";
import { grantRefusal } from "#routes/ops/outcome.ts";
import { defineRoute } from "#route.ts";

/** Credits for an organization, by the operator. Jobs that were held for want of credits go on. */
export const createGrant = defineRoute({
  method: "POST",
  path: "/ops/api/grants",
  access: "operator",
  async handle({ request, response, api, context }) {
    const body = validate(GrantCredits, await readJson(request, api.options.jsonBodyMaxBytes));
    requireStorable(body);
    const grant = await grantCredits(context, body);
    if (grant.outcome !== "granted") throw grantRefusal(grant);
    const answer: GrantAnswer = grant.answer;
    response.status(answer.replayed ? 200 : 201).json(answer);
  },
});
