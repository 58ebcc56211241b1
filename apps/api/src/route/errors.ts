import type { ErrorCode } from "@winnow/contracts";
import { z } from "zod";
import type { RouteContract } from "#route/contract.ts";

/** Every error code that a route may answer: its own codes, and those that the rest of its contract implies. */
export function promisedErrors(route: RouteContract): ErrorCode[] {
  const errors: readonly ErrorCode[] = [
    ...errorsOfAccess(route),
    ...errorsOfInput(route),
    ...(route.errors ?? []),
    "not_acceptable",
    "internal",
    // Answers of the server about itself need no database.
    ...(isAboutServer(route) ? [] : (["unavailable"] as const)),
  ];
  return [...new Set(errors)];
}

/** Pages and probes: people and machines add parameters to their URLs, so their query is not checked. */
export function isAboutServer({ tag, query }: RouteContract): boolean {
  return tag === "Server" && query === undefined;
}

function errorsOfInput(route: RouteContract): ErrorCode[] {
  const { body, files, query, signature, idempotencyKey, tag } = route;
  const read = body !== undefined || files !== undefined;
  return [
    ...(body === undefined ? [] : (["invalid_json"] as const)),
    ...(read ? (["unsupported_media_type", "payload_too_large"] as const) : []),
    ...(signature === undefined ? [] : (["invalid_signature"] as const)),
    ...(read || query !== undefined || tag !== "Server" ? (["validation_failed"] as const) : []),
    // What is too long for a URL is refused before anything is read.
    ...(query === undefined ? [] : (["headers_too_large"] as const)),
    ...(hasCursor(query) ? (["invalid_cursor"] as const) : []),
    ...(idempotencyKey === "required" ? (["idempotency_key_required"] as const) : []),
    ...(idempotencyKey === undefined ? [] : (["idempotency_in_progress", "idempotency_key_reused"] as const)),
  ];
}

function hasCursor(query: z.ZodType | undefined): boolean {
  if (query instanceof z.ZodUnion) return query.options.some((option) => hasCursor(option as z.ZodType));
  return query instanceof z.ZodObject && Object.hasOwn(query.shape, "cursor");
}

/** Errors that depend on the route's callers. */
function errorsOfAccess(route: RouteContract): readonly ErrorCode[] {
  const session: readonly ErrorCode[] = [
    "session_required",
    // A page of another site can make a browser send a call, but cannot read its answer.
    ...(route.method === "GET" ? [] : (["cross_site_request"] as const)),
    "organization_suspended",
    // For Winnow-Mode.
    "validation_failed",
  ];
  switch (route.access) {
    case "anyone":
      return [];
    case "operator":
      return ["invalid_operator_token", "rate_limited"];
    case "member":
      return route.roles === undefined ? session : [...session, "insufficient_role"];
    case "key":
      return [
        "missing_key",
        "malformed_key",
        "unknown_key",
        "expired_key",
        "revoked_key",
        ...session,
        "insufficient_scope",
        "ip_not_allowed",
        "browser_use_blocked",
        "rate_limited",
      ];
  }
}
