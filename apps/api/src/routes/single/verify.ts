import { randomUUID } from "node:crypto";
import { VerifyEmail, type Row, type VerifyAnswer } from "@winnow/contracts";
import { idempotencyKeyOf } from "#body/idempotency-key.ts";
import { readJson } from "#body/json.ts";
import { requireStorable } from "#body/storable.ts";
import { validate } from "#body/validate.ts";
import { ApiError } from "#problem/api-error.ts";
import { answerSingle } from "#routes/single/run.ts";
import { defineRoute } from "#route.ts";

/** Verifies one address. An Idempotency-Key is welcome and not required: asking again is a new question. */
export const verifyRoute = defineRoute({
  method: "POST",
  path: "/v1/verify",
  access: "key",
  scopes: ["verify"],
  async handle(call) {
    const { request, api } = call;
    const { email } = validate(VerifyEmail, await readJson(request, api.options.jsonBodyMaxBytes));
    requireStorable({ email });
    const given = request.get("idempotency-key") !== undefined;
    const idempotencyKey = given ? idempotencyKeyOf(request) : `verify ${randomUUID()}`;
    await answerSingle(call, { kind: "verify", row: { email }, idempotencyKey }, presentVerification);
  },
});

/** @throws ApiError suppressed; provider_unavailable when the row could not be worked on. */
export function presentVerification(row: Row): VerifyAnswer {
  if (row.status === "suppressed") throw new ApiError("suppressed");
  if (row.email !== null) return { email: row.email, charge: row.charge };
  if (row.status !== "invalid_input") throw new ApiError("provider_unavailable");
  // What is no address is of no use either: said in the same shape, without a question to anybody.
  return {
    email: {
      address: row.input["email"] ?? "",
      masked: false,
      status: "invalid",
      reason: row.reason ?? "invalid_input",
      score: null,
      score_basis: null,
      checked_at: new Date().toISOString(),
      flags: {},
      did_you_mean: null,
      reclassified: null,
    },
    charge: null,
  };
}
