import { EnrichPerson, Job, Row } from "@winnow/contracts";
import { ApiError } from "#problem/api-error.ts";
import { answerSingle, PENDING_HEADERS, SINGLE_HEADERS } from "#routes/single/run.ts";
import { defineRoute } from "#route/define.ts";

/** Enriches one person: queries the directory, then the providers, up to the first usable email. */
export const enrichRoute = defineRoute({
  id: "enrich",
  tag: "Single",
  summary: "Enrich one person",
  description: "Waits up to ten seconds, as `POST /v1/verify` does.",
  method: "POST",
  path: "/v1/enrich",
  access: "key",
  scopes: ["enrich"],
  body: EnrichPerson,
  charges: ["enrich"],
  idempotencyKey: "required",
  answers: {
    200: { description: "The row with its results and their cost.", json: Row, headers: SINGLE_HEADERS },
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
    const { body, idempotencyKey } = call;
    return answerSingle(call, { kind: "enrich", row: body, idempotencyKey }, (row) => {
      if (row.status === "suppressed") throw new ApiError("suppressed");
      return row;
    });
  },
});
