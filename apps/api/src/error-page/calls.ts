import type { ErrorCode } from "@winnow/contracts";

const KEY = "Authorization: Bearer $KEY";
const SESSION = "Cookie: $SESSION";
const JSON_BODY = "Content-Type: application/json";
const CSV_BODY = "Content-Type: text/csv";
const ONCE = "Idempotency-Key: 8e03978e-40d5-43dd-bc93-6894a57f9324";

const call = (line: string, headers: readonly string[] = [], body?: string): string =>
  [line, ...headers, ...(body === undefined ? [] : ["", body])].join("\n");

/**
 * For each code a call that is answered with it, as HTTP. Words after a dollar sign stand for what belongs to one caller:
 * `$KEY` is an API key, `$SESSION` a session cookie, `$LONG` a text that exceeds the limit in question.
 */
export const exampleCalls: Readonly<Record<ErrorCode, string>> = {
  malformed_request: call("HELO winnow.example"),
  request_timeout: call("GET /v1/credits HTTP/1.1", ["Host: winnow.example"]),
  headers_too_large: call("GET /v1/jobs?cursor=$LONG", [KEY]),
  not_found: call("GET /v1/jobs/job_01kaqvc7h2n5q8t1w4z7b0e3gk", [KEY]),
  method_not_allowed: call("DELETE /v1/credits", [KEY]),
  not_acceptable: call("GET /v1/credits", [KEY, "Accept: application/xml"]),
  unsupported_media_type: call(
    "POST /v1/jobs",
    [KEY, ONCE, "Content-Type: application/xml"],
    "<row>ada@acme.test</row>",
  ),
  payload_too_large: call("POST /v1/signup", [JSON_BODY], '{"email":"$LONG"}'),
  range_not_satisfiable: call("GET /v1/jobs/$JOB/results", [KEY, "Accept: text/csv", "Range: bytes=9000-"]),
  rate_limited: call("GET /v1/credits", [KEY]),
  invalid_json: call("POST /v1/verify", [KEY, JSON_BODY], '{"email":'),
  invalid_cursor: call("GET /v1/jobs?cursor=page-2", [KEY]),
  validation_failed: call(
    "POST /v1/jobs",
    [KEY, ONCE, JSON_BODY],
    '{"kind":"verify","rows":[{"email":"ada@acme.test"}],"max_credit":500}',
  ),
  mapping_ambiguous: call(
    "POST /v1/jobs?kind=verify",
    [KEY, ONCE, CSV_BODY],
    "email,e-mail\nada@acme.test,bob@acme.test",
  ),
  unreadable_csv: call(
    "POST /v1/jobs?kind=verify",
    [KEY, ONCE, CSV_BODY],
    'email,notes\nada@acme.test,"met in',
  ),
  idempotency_key_required: call(
    "POST /v1/jobs",
    [KEY, JSON_BODY],
    '{"kind":"verify","rows":[{"email":"ada@acme.test"}]}',
  ),
  idempotency_in_progress: call(
    "POST /v1/jobs",
    [KEY, ONCE, JSON_BODY],
    '{"kind":"verify","rows":[{"email":"ada@acme.test"}]}',
  ),
  idempotency_key_reused: call(
    "POST /v1/jobs",
    [KEY, ONCE, JSON_BODY],
    '{"kind":"verify","rows":[{"email":"eve@acme.test"}]}',
  ),
  missing_key: call("GET /v1/credits"),
  malformed_key: call("GET /v1/credits", ["Authorization: Bearer wn_test_123"]),
  unknown_key: call("GET /v1/credits", [KEY]),
  expired_key: call("GET /v1/credits", [KEY]),
  revoked_key: call("GET /v1/credits", [KEY]),
  insufficient_scope: call("GET /v1/credits", [KEY]),
  ip_not_allowed: call("GET /v1/credits", [KEY]),
  browser_use_blocked: call("GET /v1/credits", [KEY, "Sec-Fetch-Site: cross-site"]),
  key_state_conflict: call("POST /v1/keys/$REVOKED/roll", [KEY, JSON_BODY], "{}"),
  invalid_credentials: call(
    "POST /v1/session",
    [JSON_BODY],
    '{"email":"ada@acme.test","password":"not the password"}',
  ),
  session_required: call("GET /v1/session"),
  invalid_operator_token: call("GET /ops/api/mail-providers", ["Authorization: Bearer a-wrong-token"]),
  invalid_signature: call(
    "POST /hooks/purchases",
    [JSON_BODY],
    '{"organization_id":"org_01kaqv2wtefhr9m3c0d8n5x7yz","mode":"live","credits":500}',
  ),
  insufficient_role: call(
    "POST /v1/invitations",
    [SESSION, JSON_BODY],
    '{"email":"eve@acme.test","role":"member"}',
  ),
  cross_site_request: call(
    "POST /v1/invitations",
    [SESSION, "Origin: https://evil.example", JSON_BODY],
    '{"email":"eve@acme.test","role":"member"}',
  ),
  signup_closed: call(
    "POST /v1/signup",
    [JSON_BODY],
    '{"email":"ada@acme.test","password":"correct horse battery"}',
  ),
  organization_suspended: call("GET /v1/credits", [KEY]),
  last_owner: call("DELETE /v1/members/$MEMBER", [SESSION]),
  email_taken: call(
    "POST /v1/signup",
    [JSON_BODY],
    '{"email":"owner-1@acme.test","password":"correct horse battery"}',
  ),
  insufficient_credits: call(
    "POST /v1/jobs",
    [KEY, ONCE, JSON_BODY],
    '{"kind":"verify","rows":[{"email":"ada@acme.test"},{"email":"bob@acme.test"}],"max_credits":1}',
  ),
  key_budget_exceeded: call(
    "POST /v1/jobs",
    [KEY, ONCE, JSON_BODY],
    '{"kind":"verify","rows":[{"email":"ada@acme.test"},{"email":"bob@acme.test"}]}',
  ),
  job_state_conflict: call("POST /v1/jobs/$JOB/resume", [KEY]),
  upload_started: call("POST /v1/jobs", [KEY, ONCE, JSON_BODY], '{"kind":"verify","upload":"$UPLOAD"}'),
  results_expired: call("GET /v1/jobs/$JOB/results", [KEY]),
  suppressed: call("POST /v1/verify", [KEY, ONCE, JSON_BODY], '{"email":"sue@acme.test"}'),
  internal: call("GET /v1/credits/entries", [KEY]),
  provider_unavailable: call("POST /v1/verify", [KEY, ONCE, JSON_BODY], '{"email":"ada@acme.test"}'),
  unavailable: call("GET /v1/credits", [KEY]),
};
