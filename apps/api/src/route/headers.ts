/** Headers that routes declare for their answers, with their descriptions for the document. */
export const headers = {
  "Request-Id": {
    description: "Identifies the call in every log; quote it when you ask for help.",
    schema: { type: "string" },
    example: "req_01kaqv9d5h8k1n4r7t0w3z6c9f",
  },
  "RateLimit-Policy": {
    description:
      "The limit that counted this call: its name, `q` calls in `w` seconds. Sent on every counted call under a key, or in a session on the same paths; not on a 401.",
    schema: { type: "string" },
    example: '"key";q=120;w=60',
  },
  RateLimit: {
    description: "The remaining calls of that limit: `r` now, all of them again in `t` seconds.",
    schema: { type: "string" },
    example: '"key";r=117;t=2',
  },
  "X-RateLimit-Limit": {
    description: "How many calls the limit allows at once, for clients that do not read `RateLimit`.",
    schema: { type: "integer", format: "int64" },
    example: 120,
  },
  "X-RateLimit-Remaining": {
    description: "How many calls remain, for clients that do not read `RateLimit`.",
    schema: { type: "integer", format: "int64" },
    example: 117,
  },
  "X-RateLimit-Reset": {
    description: "When all of them are available again, in seconds since 1970.",
    schema: { type: "integer", format: "int64" },
    example: 1764000000,
  },
  Deprecation: {
    description:
      "When the token of this call was superseded (RFC 9745). Sent while a rolled key's old token still works.",
    schema: { type: "string" },
    example: "@1764000000",
  },
  Sunset: {
    description: "When a superseded token stops working (RFC 8594). Sent together with `Deprecation`.",
    schema: { type: "string" },
    example: "Tue, 24 Nov 2026 09:30:00 GMT",
  },
  "Retry-After": {
    description: "Seconds to wait before the call is made again.",
    schema: { type: "integer", format: "int64" },
    example: 2,
  },
  "WWW-Authenticate": {
    description:
      "How to authenticate (RFC 9110): as a Bearer token. Not sent when a session is required instead.",
    schema: { type: "string" },
    example: 'Bearer realm="winnow"',
  },
  Location: {
    description: "The path of the created object.",
    schema: { type: "string" },
    example: "/v1/jobs/job_01kaqvc7h2n5q8t1w4z7b0e3gk",
  },
  "Idempotency-Replayed": {
    description:
      "`true` when this is the answer of an earlier call under the same Idempotency-Key; absent otherwise.",
    schema: { type: "string", enum: ["true"] },
    example: "true",
  },
  "Credits-Charged": {
    description: "Credits that this call took from the wallet.",
    schema: { type: "number", format: "double" },
    example: 1,
  },
  "Credits-Available": {
    description: "Credits that are available after this call.",
    schema: { type: "number", format: "double" },
    example: 96,
  },
  "Content-Disposition": {
    description: "The name that a browser saves the file under.",
    schema: { type: "string" },
    example: 'attachment; filename="job_01kaqvc7h2n5q8t1w4z7b0e3gk.csv"',
  },
  ETag: {
    description:
      "Identifies these bytes: send it as `If-None-Match` to receive 304 while they are unchanged, or as `If-Range`.",
    schema: { type: "string" },
    example: '"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"',
  },
  "Repr-Digest": {
    description: "The SHA-256 of the whole file (RFC 9530), to verify a download.",
    schema: { type: "string" },
    example: "sha-256=:n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=:",
  },
  "Content-Range": {
    description: "Which bytes of the file these are (RFC 9110).",
    schema: { type: "string" },
    example: "bytes 1024-2047/20480",
  },
  "Set-Cookie": {
    description: "The session's cookie: HttpOnly, for this server's pages only.",
    schema: { type: "string" },
    example: "winnow.session_token=…; Path=/; HttpOnly; SameSite=Lax",
  },
} as const;

export type HeaderName = keyof typeof headers;
