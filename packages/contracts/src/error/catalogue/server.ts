import type { ErrorDefinition } from "./definition.ts";

/** Failures of the server or of a service that it needs. */
export const serverErrors = {
  internal: {
    status: 500,
    title: "The server failed unexpectedly",
    retryable: true,
    cause: "The server met an error that it does not handle. Its log has the details under the request id.",
    hint: "Retry with the same Idempotency-Key. If the error persists, quote the request id to the operator.",
  },
  provider_unavailable: {
    status: 502,
    title: "A provider did not answer",
    retryable: true,
    cause:
      "The providers or mail servers that the call needs did not give a usable answer. A row that failed is not charged.",
    hint: "Retry later.",
  },
  unavailable: {
    status: 503,
    title: "The service cannot answer right now",
    retryable: true,
    cause:
      "The server cannot reach its database, or it is too busy to accept this call. Nothing was changed.",
    hint: "Wait for Retry-After seconds, and retry with the same Idempotency-Key.",
  },
} as const satisfies Record<string, ErrorDefinition>;
