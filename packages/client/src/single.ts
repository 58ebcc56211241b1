import { Job, Row, VerifyAnswer, type EnrichPerson } from "@winnow/contracts";
import { idempotencyHeader, type KeyedOptions } from "#http/idempotency-key.ts";
import { jsonBody, type Parser, type Transport } from "#http/transport.ts";
import { WinnowError } from "#http/winnow-error.ts";

/** The answer, or the job that goes on because it took longer than ten seconds: `jobs.wait(job.id)`. */
export type Single<Answer> =
  | { readonly outcome: "answered"; readonly answer: Answer }
  | { readonly outcome: "pending"; readonly job: Job };

export interface SingleCalls {
  /** Verifies one address. */
  verify(email: string, options?: KeyedOptions): Promise<Single<VerifyAnswer>>;
  /** Finds out about one person. */
  enrich(person: EnrichPerson, options?: KeyedOptions): Promise<Single<Row>>;
}

export function createSingleCalls(transport: Transport): SingleCalls {
  async function ask<Answer>(
    path: string,
    body: unknown,
    answer: Parser<Answer>,
    { signal, idempotencyKey = crypto.randomUUID() }: KeyedOptions,
  ): Promise<Single<Answer>> {
    const json = jsonBody(body);
    const headers = { ...json.headers, ...idempotencyHeader(idempotencyKey) };
    const response = await transport.send({ method: "POST", path, ...json, headers, signal });
    const given: unknown = await response.json().catch(() => undefined);
    if (response.status === 202) {
      const job = Job.safeParse(given);
      if (job.success) return { outcome: "pending", job: job.data };
    } else {
      const parsed = answer.safeParse(given);
      if (parsed.success) return { outcome: "answered", answer: parsed.data };
    }
    throw new WinnowError({
      code: "unexpected_answer",
      message: `POST ${path} answered in a shape that this client does not know`,
      status: response.status,
      retryable: false,
      requestId: response.headers.get("request-id") ?? undefined,
    });
  }
  return {
    verify: (email, options = {}) => ask("/v1/verify", { email }, VerifyAnswer, options),
    enrich: (person, options = {}) => ask("/v1/enrich", person, Row, options),
  };
}
