/** What the API promises about one error code. */
export interface ErrorDefinition {
  /** HTTP status of the answer. */
  readonly status: number;
  /** Short, the same for every occurrence (RFC 9457 `title`). */
  readonly title: string;
  /** Whether the same request may succeed later without being changed. */
  readonly retryable: boolean;
  /** What the caller can do about it. */
  readonly hint: string;
}

/**
 * The one error table. The API's answers, the client's error classes and the reference page derive from it.
 * Source: RFC 9457 for the shape, the README for the promise.
 */
export const errorCatalogue = {
  malformed_request: {
    status: 400,
    title: "These bytes are not an HTTP request",
    retryable: false,
    hint: "Check the request line, the headers and the length of the body: the server could not read them.",
  },
  request_timeout: {
    status: 408,
    title: "The request did not arrive in time",
    retryable: true,
    hint: "Send the headers at once, within 15 seconds.",
  },
  headers_too_large: {
    status: 431,
    title: "The URL and the headers are too large",
    retryable: false,
    hint: "Keep them below 16 kB: long options belong in a JSON body.",
  },
  invalid_json: {
    status: 400,
    title: "The body is not valid JSON",
    retryable: false,
    hint: "Send a JSON document in UTF-8.",
  },
  invalid_cursor: {
    status: 400,
    title: "The cursor is not one of ours",
    retryable: false,
    hint: "Send next_cursor of an earlier page, unchanged.",
  },
  idempotency_key_required: {
    status: 400,
    title: "An Idempotency-Key is required",
    retryable: false,
    hint: "Send a fresh UUID as Idempotency-Key, and the same one when you retry.",
  },
  missing_key: {
    status: 401,
    title: "No API key was sent",
    retryable: false,
    hint: 'Send "Authorization: Bearer wn_…".',
  },
  malformed_key: {
    status: 401,
    title: "This is not a Winnow API key",
    retryable: false,
    hint: "Copy the whole key: its last six characters are a checksum of the rest.",
  },
  unknown_key: {
    status: 401,
    title: "The API key is not known here",
    retryable: false,
    hint: "Check that the key belongs to this server.",
  },
  expired_key: {
    status: 401,
    title: "The API key has expired",
    retryable: false,
    hint: "Create a new key.",
  },
  revoked_key: {
    status: 401,
    title: "The API key was revoked",
    retryable: false,
    hint: "Create a new key.",
  },
  invalid_credentials: {
    status: 401,
    title: "The email or the password is wrong",
    retryable: false,
    hint: "Check both; an owner of the organization can remove and invite you again.",
  },
  session_required: {
    status: 401,
    title: "Nobody is signed in",
    retryable: false,
    hint: "Sign in with POST /v1/session, and send its cookie.",
  },
  invalid_operator_token: {
    status: 401,
    title: "The operator token is missing or wrong",
    retryable: false,
    hint: 'Send WINNOW_OPERATOR_TOKEN as "Authorization: Bearer …", or as the password of HTTP Basic.',
  },
  invalid_signature: {
    status: 401,
    title: "The signature is missing, wrong or too old",
    retryable: false,
    hint: "Sign the body as Standard Webhooks say, with the secret of this hook, within five minutes.",
  },
  insufficient_credits: {
    status: 402,
    title: "Not enough credits",
    retryable: false,
    hint: "Add credits, send fewer rows, or choose on_insufficient=partial or hold.",
  },
  key_budget_exceeded: {
    status: 402,
    title: "The key's own ceiling is reached",
    retryable: false,
    hint: "Raise the ceiling of this key or use another key.",
  },
  insufficient_scope: {
    status: 403,
    title: "The key lacks the scope for this call",
    retryable: false,
    hint: 'Use a key with the scope named in "required".',
  },
  insufficient_role: {
    status: 403,
    title: "Your role does not allow this",
    retryable: false,
    hint: "Ask an owner of your organization.",
  },
  cross_site_request: {
    status: 403,
    title: "Another site sent this request",
    retryable: false,
    hint: "Sessions work from pages of this server only; software of yours takes an API key.",
  },
  ip_not_allowed: {
    status: 403,
    title: "The key may not be used from this address",
    retryable: false,
    hint: "Call from an address on the key's allow-list.",
  },
  browser_use_blocked: {
    status: 403,
    title: "Live keys are not for browsers",
    retryable: false,
    hint: "Keep the key on a server; a page that carries it gives it away.",
  },
  signup_closed: {
    status: 403,
    title: "This server takes no sign-ups",
    retryable: false,
    hint: "Ask whoever runs it for a key.",
  },
  organization_suspended: {
    status: 403,
    title: "The organization is suspended",
    retryable: false,
    hint: "Write to the operator of this server.",
  },
  not_found: {
    status: 404,
    title: "There is nothing here",
    retryable: false,
    hint: "Check the path and the id.",
  },
  method_not_allowed: {
    status: 405,
    title: "This path does not answer that method",
    retryable: false,
    hint: "See the Allow header.",
  },
  not_acceptable: {
    status: 406,
    title: "That media type is not served here",
    retryable: false,
    hint: "Accept application/json or text/csv.",
  },
  idempotency_in_progress: {
    status: 409,
    title: "The first request with this Idempotency-Key is still running",
    retryable: true,
    hint: "Wait for Retry-After seconds and send it again with the same key.",
  },
  job_state_conflict: {
    status: 409,
    title: "The job's state does not allow this",
    retryable: false,
    hint: 'Read the job first: "status" says where it stands.',
  },
  upload_started: {
    status: 409,
    title: "A job was started from this upload",
    retryable: false,
    hint: '"job_id" names it. Preview the file again to start another.',
  },
  last_owner: {
    status: 409,
    title: "An organization keeps at least one owner",
    retryable: false,
    hint: "Make somebody else an owner first.",
  },
  key_state_conflict: {
    status: 409,
    title: "The key's state does not allow this",
    retryable: false,
    hint: "A key that was revoked stays so. Create another one.",
  },
  email_taken: {
    status: 409,
    title: "This email already has an account",
    retryable: false,
    hint: "Sign in, or sign up with another email.",
  },
  results_expired: {
    status: 410,
    title: "The rows and results of this job are no longer kept",
    retryable: false,
    hint: "Send the file again as a new job; this one keeps its counts and credits only.",
  },
  payload_too_large: {
    status: 413,
    title: "The body is too large",
    retryable: false,
    hint: 'Send rows as text/csv, or split the file; "limit_bytes" or "limit_rows" is the limit.',
  },
  range_not_satisfiable: {
    status: 416,
    title: "The file ends before the range that was asked for",
    retryable: false,
    hint: 'A download that has "size" bytes already is complete.',
  },
  unsupported_media_type: {
    status: 415,
    title: "This media type is not understood",
    retryable: false,
    hint: "Send application/json or text/csv. Spreadsheets: save as CSV first.",
  },
  validation_failed: {
    status: 422,
    title: "The request does not have the right shape",
    retryable: false,
    hint: 'Each entry of "errors" points at one mistake.',
  },
  mapping_ambiguous: {
    status: 422,
    title: "The columns could not be mapped with certainty",
    retryable: false,
    hint: 'Send mapping={"email":"<column name>"}; "candidates" lists what was considered.',
  },
  unreadable_csv: {
    status: 422,
    title: "The CSV could not be read",
    retryable: false,
    hint: 'Repair the place that "errors" points at and send the file again. Nothing was stored.',
  },
  idempotency_key_reused: {
    status: 422,
    title: "This Idempotency-Key was used for another request",
    retryable: false,
    hint: "Use a fresh key for a new request.",
  },
  rate_limited: {
    status: 429,
    title: "Too many requests",
    retryable: true,
    hint: "Wait for Retry-After seconds.",
  },
  suppressed: {
    status: 451,
    title: "This address is suppressed",
    retryable: false,
    hint: "It is on a suppression list and is never processed, revealed or billed.",
  },
  internal: {
    status: 500,
    title: "Something broke on our side",
    retryable: true,
    hint: "Retry with the same Idempotency-Key; quote the request id if it stays.",
  },
  provider_unavailable: {
    status: 502,
    title: "A provider did not answer",
    retryable: true,
    hint: "Retry later.",
  },
  unavailable: {
    status: 503,
    title: "The service cannot answer right now",
    retryable: true,
    hint: "Wait for Retry-After seconds and retry with the same Idempotency-Key.",
  },
} as const satisfies Record<string, ErrorDefinition>;

export type ErrorCode = keyof typeof errorCatalogue;
