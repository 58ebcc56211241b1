import type { ErrorDefinition } from "./definition.ts";

/** Refusals of a caller with an API key, or without one. */
export const keyErrors = {
  missing_key: {
    status: 401,
    title: "No API key was sent",
    retryable: false,
    cause: "The call needs an API key, and the request has no Authorization or X-Api-Key header.",
    hint: 'Send "Authorization: Bearer wn_…".',
  },
  malformed_key: {
    status: 401,
    title: "This is not a Winnow API key",
    retryable: false,
    cause: "The header holds a text that has not the form of an API key, or whose checksum is wrong.",
    hint: "Copy the whole key. Its last six characters are a checksum of the rest.",
  },
  unknown_key: {
    status: 401,
    title: "The server does not know this API key",
    retryable: false,
    cause: "The key has the right form, but this server did not issue it.",
    hint: "Check that the key belongs to this server.",
  },
  expired_key: {
    status: 401,
    title: "The API key has expired",
    retryable: false,
    cause: "The key's expires_at has passed, or its grace period after a roll has ended.",
    hint: "Create a new key.",
  },
  revoked_key: {
    status: 401,
    title: "The API key was revoked",
    retryable: false,
    cause: "A member, another key or a report of a leak revoked the key.",
    hint: "Create a new key.",
  },
  insufficient_scope: {
    status: 403,
    title: "The key lacks the scope for this call",
    retryable: false,
    cause:
      "The key was created without the scope that this call needs, or it would give another key more than it has itself.",
    hint: 'Use a key with the scope named in "required".',
  },
  ip_not_allowed: {
    status: 403,
    title: "The key may not be used from this address",
    retryable: false,
    cause: 'The key has an allow-list, and the caller\'s address, "address", is not on it.',
    hint: "Call from an address on the key's allow-list, or add the address to the list.",
  },
  browser_use_blocked: {
    status: 403,
    title: "Live keys are refused from browsers",
    retryable: false,
    cause: "A browser sent a live key. Every visitor of a page can read a key that the page holds.",
    hint: "Call from a server with the live key. In browsers, use a test key only.",
  },
  key_state_conflict: {
    status: 409,
    title: "The key's state does not allow this",
    retryable: false,
    cause: "The key is revoked, has expired or was already rolled.",
    hint: "Create another key. A revoked key cannot be restored.",
  },
} as const satisfies Record<string, ErrorDefinition>;
