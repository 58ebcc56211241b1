import { parseRetryAfter } from "@winnow/contracts";
import type { CallAnswer } from "#paid-provider.ts";
import type { HttpProviderDefinition } from "#http/definition.ts";
import { explainFailure, type Failure } from "#http/failure.ts";
import { interpretAnswer } from "#http/interpret.ts";
import type { PersonValues } from "#http/person-field.ts";
import { type JsonBody, readJson } from "#http/read-json.ts";
import { buildRequest } from "#http/request.ts";
import type { SecretGuard } from "#http/secret.ts";

/** The longest wait: a service that requests a longer one is called again after a day. */
const RETRY_AFTER_MAX_MS = 86_400_000;

/** One service, ready to be called. */
export interface Service {
  readonly definition: HttpProviderDefinition;
  readonly secret: string | undefined;
  readonly guard: SecretGuard;
  readonly fetch: typeof fetch;
}

/** One call about one person. Never throws, except when `signal` aborts before the answer is there. */
export async function callService(
  service: Service,
  person: PersonValues,
  options: { readonly idempotencyKey: string; readonly signal: AbortSignal },
): Promise<CallAnswer> {
  const { definition, secret, guard } = service;
  options.signal.throwIfAborted();
  const request = buildRequest(definition, person, { secret, idempotencyKey: options.idempotencyKey });
  if (request === undefined) return cannotAsk;
  const { timeout_ms: timeoutMs } = definition.terms;
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = AbortSignal.any([options.signal, timeout]);
  const broken = (error: unknown): Failure => {
    options.signal.throwIfAborted();
    if (timeout.aborted) return { outcome: "unknown", detail: `no answer within ${timeoutMs} ms` };
    return explainFailure(error);
  };
  let response: Response;
  try {
    response = await service.fetch(request.url, { ...request.init, redirect: "manual", signal });
  } catch (error) {
    return broken(error);
  }
  if (isRedirect(response)) {
    await response.body?.cancel();
    return {
      outcome: "refused",
      reason: "bad_request",
      detail: "answered with a redirect, which is not followed",
    };
  }
  const body = await readJson(response).catch((error: unknown): JsonBody => {
    return { ok: false, problem: broken(error).detail };
  });
  const askedMs = parseRetryAfter(response.headers.get("retry-after"));
  const retryAfterMs = askedMs === undefined ? undefined : Math.min(askedMs, RETRY_AFTER_MAX_MS);
  return interpretAnswer(definition, person, { status: response.status, retryAfterMs, body }, guard);
}

const cannotAsk: CallAnswer = {
  outcome: "refused",
  reason: "bad_request",
  detail: "the person's fields cannot be part of the URL",
};

/** A redirect could carry the secret to another host. `opaqueredirect` is how browsers' fetch shows one. */
function isRedirect(response: Response): boolean {
  return response.type === "opaqueredirect" || (response.status >= 300 && response.status < 400);
}
