import type { EnrichPerson } from "@winnow/contracts";
import type { Job, Row, VerifyAnswer } from "#answers.ts";
import { idempotencyHeader, newIdempotencyKey, type KeyedOptions } from "#http/idempotency-key.ts";
import { jsonBody } from "#http/json.ts";
import type { Shape, Transport } from "#http/transport.ts";
import { JOB } from "#shape.ts";

/** The answer, or the job, which continues because the call took longer than ten seconds: `jobs.wait(job.id)`. */
export type Single<Answer> =
  | { readonly outcome: "answered"; readonly answer: Answer }
  | { readonly outcome: "pending"; readonly job: Job };

export interface SingleCalls {
  /**
   * Verifies one address. Paid for when it can be used.
   * @throws WinnowError `insufficient_credits`, `key_budget_exceeded`, `suppressed`
   */
  verify(email: string, options?: KeyedOptions): Promise<Single<VerifyAnswer>>;
  /**
   * Enriches one person. Paid for when a usable email was found.
   * @throws WinnowError `insufficient_credits`, `key_budget_exceeded`, `suppressed`
   */
  enrich(person: EnrichPerson, options?: KeyedOptions): Promise<Single<Row>>;
}

/** 202 is the answer of a call that became a job. */
const JOB_STATUS = 202;
const SINGLE: Shape = { ...JOB, has: (value, status) => status !== JOB_STATUS || JOB.has(value, status) };

export function createSingleCalls(transport: Transport): SingleCalls {
  async function ask<Answer>(
    path: string,
    body: unknown,
    { idempotencyKey = newIdempotencyKey(), ...options }: KeyedOptions = {},
  ): Promise<Single<Answer>> {
    const json = jsonBody(body);
    const headers = { ...json.headers, ...idempotencyHeader(idempotencyKey) };
    const call = { method: "POST", path, ...json, headers, ...options } as const;
    const { status, value } = await transport.read(call, SINGLE);
    if (status !== JOB_STATUS) return { outcome: "answered", answer: value as Answer };
    return { outcome: "pending", job: value as unknown as Job };
  }
  return {
    verify: (email, options) => ask("/v1/verify", { email }, options),
    enrich: (person, options) => ask("/v1/enrich", person, options),
  };
}
