import { Job, type Row, VerifyAnswer, VerifyEmail } from "@winnow/contracts";
import { randomUUID } from "node:crypto";
import { ApiError } from "#problem/api-error.ts";
import { answerSingle, PENDING_HEADERS, SINGLE_HEADERS } from "#routes/single/run.ts";
import { defineRoute } from "#route/define.ts";

/** Verifies one address. An Idempotency-Key is optional: a repeated call without one verifies again. */
export const verifyRoute = defineRoute({
  id: "verify",
  tag: "Single",
  summary: "Verify one address",
  description: "Waits up to ten seconds; when the mail host takes longer, the answer is 202 with the job.",
  method: "POST",
  path: "/v1/verify",
  access: "key",
  scopes: ["verify"],
  body: VerifyEmail,
  charges: ["verify"],
  idempotencyKey: "optional",
  answers: {
    200: { description: "The verdict and its cost.", json: VerifyAnswer, headers: SINGLE_HEADERS },
    202: {
      description: "The job, which continues: read it or its results later.",
      json: Job,
      headers: PENDING_HEADERS,
    },
  },
  errors: [
    "insufficient_credits",
    "key_budget_exceeded",
    "results_expired",
    "suppressed",
    "provider_unavailable",
  ],
  async handle(call) {
    const { body: row, idempotencyKey = `verify ${randomUUID()}` } = call;
    return answerSingle(call, { kind: "verify", row, idempotencyKey }, presentVerification);
  },
});

/** @throws ApiError suppressed; provider_unavailable when the row could not be processed. */
export function presentVerification(row: Row): VerifyAnswer {
  if (row.status === "suppressed") throw new ApiError("suppressed");
  if (row.email !== null) return { email: row.email, charge: row.charge };
  if (row.status !== "invalid_input") throw new ApiError("provider_unavailable");
  // An invalid address is answered in the same shape as a verdict, without contacting a mail host.
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
