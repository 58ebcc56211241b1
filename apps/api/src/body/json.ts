import { buffer } from "node:stream/consumers";
import { MIMEType } from "node:util";
import type { Request } from "express";
import { requireBoundedJson } from "#body/json-bounds.ts";
import { openBody } from "#body/stream.ts";
import { ApiError } from "#problem/api-error.ts";

/**
 * Reads a JSON body in UTF-8 (RFC 8259), at most `limitBytes` after decompression.
 * @throws ApiError unsupported_media_type, payload_too_large or invalid_json.
 */
export async function readJson(request: Request, limitBytes: number): Promise<unknown> {
  return parseJson(await readJsonText(request, limitBytes));
}

/**
 * `readJson` for a signed body: returns its text, which `parseJson` reads after the signature is verified.
 * @throws ApiError unsupported_media_type, payload_too_large or invalid_json.
 */
export async function readJsonText(request: Request, limitBytes: number): Promise<string> {
  if (!hasBody(request)) {
    throw new ApiError("invalid_json", { detail: "The body is empty; a JSON document was expected." });
  }
  if (!request.is("application/json")) throw unsupportedMediaType(request, ["application/json"]);
  requireUtf8(request);
  const bytes = await buffer(openBody(request, { limitBytes, damaged: "invalid_json" }));
  requireBoundedJson(bytes);
  return decodeUtf8(bytes);
}

/** @throws ApiError invalid_json. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const { message } = error as Error;
    throw new ApiError("invalid_json", { detail: `The body is not valid JSON: ${message}.`, cause: error });
  }
}

/** Whether a request has a body (RFC 9112 §6). */
export function hasBody(request: Request): boolean {
  return request.get("transfer-encoding") !== undefined || Number(request.get("content-length") ?? 0) > 0;
}

/** The refusal of a body whose type the route does not read. */
export function unsupportedMediaType(request: Request, supported: readonly string[]): ApiError {
  const given = request.get("content-type");
  return new ApiError("unsupported_media_type", {
    detail:
      given === undefined
        ? `The request has no Content-Type; send ${supported.join(" or ")}.`
        : `${given.slice(0, 100)} is not accepted here; send ${supported.join(" or ")}.`,
    members: { supported },
  });
}

/** The body's media type in lower case, without its parameters; undefined when it is missing or malformed. */
export function mediaTypeOf(request: Request): string | undefined {
  try {
    return new MIMEType(request.get("content-type") ?? "").essence;
  } catch {
    return undefined;
  }
}

/** The `charset` of the body's media type in lower case; undefined when it names none. */
export function charsetOf(request: Request): string | undefined {
  try {
    return new MIMEType(request.get("content-type") ?? "").params.get("charset")?.toLowerCase();
  } catch {
    return undefined;
  }
}

function requireUtf8(request: Request): void {
  const charset = charsetOf(request) ?? "utf-8";
  if (charset === "utf-8" || charset === "utf8") return;
  throw new ApiError("unsupported_media_type", {
    detail: `JSON must be UTF-8, not ${charset.slice(0, 40)}.`,
    members: { supported: ["application/json"] },
  });
}

/** Strict, because a lenient decoder would store replacement characters for bytes that are not UTF-8. */
function decodeUtf8(bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new ApiError("invalid_json", { detail: "The body is not valid UTF-8.", cause: error });
  }
}
