import type { ErrorDefinition } from "./definition.ts";

/** Refusals of a request as HTTP: its bytes, path, method, headers and media types. */
export const requestErrors = {
  malformed_request: {
    status: 400,
    title: "These bytes are not an HTTP request",
    retryable: false,
    cause:
      "The server could not parse the request line, a header or the framing of the body, for example because the request has two Content-Length headers. It closes the connection after this answer.",
    hint: "Check the request line, the headers and the length of the body. A proxy between the client and the server may have changed them.",
  },
  request_timeout: {
    status: 408,
    title: "The request did not arrive in time",
    retryable: true,
    cause: "The client opened a connection and did not send all headers within 15 seconds.",
    hint: "Send the headers at once, within 15 seconds.",
  },
  headers_too_large: {
    status: 431,
    title: "The URL and the headers are too large",
    retryable: false,
    cause: "The URL and the headers together exceed 16 kB.",
    hint: "Keep the URL and the headers below 16 kB. Send long options in a JSON body.",
  },
  not_found: {
    status: 404,
    title: "The resource was not found",
    retryable: false,
    cause:
      "The path does not exist, or it contains an id that does not exist in the caller's organization and mode. The server gives the same answer for ids of other organizations.",
    hint: "Check the path and the id. A test key does not see live resources, and a live key does not see test resources.",
  },
  method_not_allowed: {
    status: 405,
    title: "The path does not support this method",
    retryable: false,
    cause: "The path exists, but no call with this HTTP method does.",
    hint: "Use one of the methods that the Allow header lists.",
  },
  not_acceptable: {
    status: 406,
    title: "The response is not available in the requested media type",
    retryable: false,
    cause: "The Accept header names no media type that this call can answer with.",
    hint: 'Send one of the media types in "available" as Accept, or omit the header.',
  },
  unsupported_media_type: {
    status: 415,
    title: "The media type of the body is not supported",
    retryable: false,
    cause:
      "This call does not read bodies of this Content-Type or Content-Encoding, or the file is a spreadsheet instead of a CSV.",
    hint: 'Send application/json, or text/csv where the call takes files; "supported" lists the choices. Save a spreadsheet as CSV first.',
  },
  payload_too_large: {
    status: 413,
    title: "The body is too large",
    retryable: false,
    cause:
      "The body exceeds a limit of this call after decompression, or the file has more rows than one job accepts. Nothing was stored.",
    hint: 'Send rows as text/csv, or split the file; "limit_bytes" or "limit_rows" is the limit.',
  },
  range_not_satisfiable: {
    status: 416,
    title: "The range begins after the end of the file",
    retryable: false,
    cause: "The Range header begins at or after the last byte of the results file.",
    hint: 'Request a range that begins before "size". A download that already has "size" bytes is complete.',
  },
  rate_limited: {
    status: 429,
    title: "Too many requests",
    retryable: true,
    cause:
      'The key, the organization or the address made more calls than a limit allows. "policy" names the limit.',
    hint: "Wait for Retry-After seconds before the next call. The RateLimit header says how many calls are left.",
  },
} as const satisfies Record<string, ErrorDefinition>;
