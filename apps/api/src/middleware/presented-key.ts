import type { Request } from "express";
import { ApiError } from "#problem/api-error.ts";

/** The challenge of a 401 (RFC 6750). */
export const KEY_CHALLENGE = { "WWW-Authenticate": 'Bearer realm="winnow"' };

/**
 * The API key of a request: `Authorization: Bearer …`, or `X-Api-Key`, which clients of similar products send.
 * @throws ApiError missing_key without either, malformed_key for another authorization scheme.
 */
export function presentedKey(request: Request): string {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const token = /^Bearer +(\S+) *$/i.exec(authorization)?.[1];
    if (token !== undefined) return token;
    throw new ApiError("malformed_key", {
      detail: 'The Authorization header is not of the form "Bearer wn_…".',
      headers: KEY_CHALLENGE,
    });
  }
  const header = request.get("x-api-key")?.trim();
  if (header === undefined || header === "") throw new ApiError("missing_key", { headers: KEY_CHALLENGE });
  return header;
}
