import type { Request } from "express";
import { validationFailed } from "#body/validate.ts";
import { ApiError } from "#problem/api-error.ts";

const LENGTH_MAX = 255;

/**
 * The `Idempotency-Key` of a request: bare, or quoted as a structured field string (RFC 9651; draft-ietf-httpapi-
 * idempotency-key-header). Both forms name the same key.
 * @throws ApiError idempotency_key_required when it is required and empty, validation_failed when it is malformed.
 */
export function idempotencyKeyOf(request: Request, need: "required" | "optional" = "required"): string {
  const header = request.get("idempotency-key")?.trim() ?? "";
  if (need === "required" && (header === "" || header === '""'))
    throw new ApiError("idempotency_key_required");
  const quoted = /^"((?:[^"\\]|\\["\\])*)"$/.exec(header)?.[1];
  const key = quoted?.replaceAll(/\\(["\\])/g, "$1") ?? header;
  const malformed = quoted === undefined && header.includes('"');
  if (malformed || key.length > LENGTH_MAX || !/^[\x20-\x7e]+$/.test(key)) {
    throw validationFailed([
      {
        pointer: "Idempotency-Key",
        code: "invalid_format",
        message: `must be 1 to ${LENGTH_MAX} printable ASCII characters, bare or in quotes`,
      },
    ]);
  }
  return key;
}
