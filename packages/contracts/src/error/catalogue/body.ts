import type { ErrorDefinition } from "./definition.ts";

/** Refusals of what a request says: its body, its parameters, its file and its Idempotency-Key. */
export const bodyErrors = {
  invalid_json: {
    status: 400,
    title: "The body is not valid JSON",
    retryable: false,
    cause: "The body is empty, ends too early, is not UTF-8 or breaks the grammar of JSON.",
    hint: "Send a JSON document in UTF-8.",
  },
  invalid_cursor: {
    status: 400,
    title: "The cursor is not valid",
    retryable: false,
    cause: "The server did not issue this cursor, or the cursor belongs to another list.",
    hint: "Send next_cursor of an earlier page of the same list, unchanged. Omit the cursor to begin again.",
  },
  validation_failed: {
    status: 422,
    title: "The request does not have the right shape",
    retryable: false,
    cause:
      "A field or a query parameter is missing, is unknown or has a value that the call does not accept. Nothing was stored or charged.",
    hint: 'Correct what each entry of "errors" points at. The codes of these entries are listed at the end of this page.',
  },
  mapping_ambiguous: {
    status: 422,
    title: "The columns could not be mapped with certainty",
    retryable: false,
    cause: "No column of the file, or more than one, looks like a field that the job needs.",
    hint: 'Send mapping={"email":"<column name>"}; "candidates" lists the columns that were considered for "field".',
  },
  unreadable_csv: {
    status: 422,
    title: "The CSV could not be read",
    retryable: false,
    cause:
      "The file is not a CSV that the server can parse, for example because a quote is never closed or the upload ended too early. Nothing was stored.",
    hint: 'Correct the line that "errors" points at, and send the file again.',
  },
  idempotency_key_required: {
    status: 400,
    title: "An Idempotency-Key is required",
    retryable: false,
    cause: "The call may spend credits and has no Idempotency-Key header.",
    hint: "Send a new UUID as Idempotency-Key, and the same one when you retry.",
  },
  idempotency_in_progress: {
    status: 409,
    title: "The first request with this Idempotency-Key is still running",
    retryable: true,
    cause: "The server is still working on an earlier request with the same Idempotency-Key.",
    hint: "Wait for Retry-After seconds, and send the request again with the same key.",
  },
  idempotency_key_reused: {
    status: 422,
    title: "This Idempotency-Key was used for another request",
    retryable: false,
    cause:
      "An earlier request with this Idempotency-Key had another path, query or body. The server remembers a key for 24 hours.",
    hint: "Send a new Idempotency-Key for a new request.",
  },
} as const satisfies Record<string, ErrorDefinition>;
