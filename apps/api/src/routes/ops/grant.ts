import { GrantCredits, GrantAnswer } from "@winnow/contracts";
import { grantCredits } from "@winnow/core";
import { grantRefusal } from "#routes/ops/outcome.ts";
import { defineRoute } from "#route/define.ts";

/** Grants credits to an organization, as the operator. Jobs held for lack of credits continue. */
export const createGrant = defineRoute({
  id: "grantCredits",
  tag: "Operators",
  summary: "Grant credits",
  description: "Jobs that are held for lack of credits continue. The same `reference` grants once.",
  method: "POST",
  path: "/ops/api/grants",
  access: "operator",
  body: GrantCredits,
  answers: {
    200: { description: "The earlier grant with this reference.", json: GrantAnswer },
    201: { description: "The grant.", json: GrantAnswer },
  },
  errors: ["idempotency_key_reused", "not_found"],
  async handle({ context, body }) {
    const grant = await grantCredits(context, body);
    if (grant.outcome !== "granted") throw grantRefusal(grant);
    const answer: GrantAnswer = grant.answer;
    return { status: answer.replayed ? 200 : 201, json: answer };
  },
});
