import { Job, type Row, VerifyAnswer, VerifyEmail } from "@winnow/contracts";
import { randomUUID } from "node:crypto";
import { ApiError } from "#problem/api-error.ts";
import { answerSingle, PENDING_HEADERS, SINGLE_HEADERS } from "#routes/single/run.ts";
import { defineRoute } from "#route/define.ts";

/** Verifies one address. An Idempotency-Key is welcome and not required: asking again is a new question. */
export const verifyRoute = defineRoute({
  id: "verify",
  tag: "Single",
  summary: "Verify one address",
  description:
    "Waits up to ten seconds; an address whose mail host takes longer is answered with 202 and its job.",
  method: "POST",
  path: "/v1/verify",
  access: "key",
  scopes: ["verify"],
  body: VerifyEmail,
  charges: ["verify"],
  idempotencyKey: "optional",
  answers: {
    200: { description: "The verdict and what it cost.", json: VerifyAnswer, headers: SINGLE_HEADERS },
    202: {
      description: "The job that goes on: read it, or its results, later.",
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
