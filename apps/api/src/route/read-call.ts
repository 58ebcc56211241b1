import type { ProblemDetail } from "@winnow/contracts";
import type { Request } from "express";
import type { z } from "zod";
import { idempotencyKeyOf } from "#body/idempotency-key.ts";
import { hasBody, mediaTypeOf, parseJson, readJsonText, unsupportedMediaType } from "#body/json.ts";
import { requireStorable } from "#body/storable.ts";
import { validateInput, validationFailed } from "#body/validate.ts";
import { limitBodyTime } from "#body/deadline.ts";
import type { ApiOptions } from "#dependencies.ts";
import type { Call } from "#route/call.ts";
import type { Route } from "#route/define.ts";
import { isAboutServer } from "#route/errors.ts";

/** The parts of a call that its contract describes, parsed and validated. */
export interface CallParts {
  readonly params: Readonly<Record<string, string>>;
  readonly query: unknown;
  readonly body: unknown;
  readonly idempotencyKey: string | undefined;
}

/**
 * Reads a call as its route's contract describes. Queries and JSON bodies are validated only here, and text that PostgreSQL
 * cannot store is refused here.
 * @throws ApiError for a call that does not match the contract.
 */
export async function readCall(route: Route, call: Call<never>): Promise<CallParts> {
  const { request, api } = call;
  const isFile = Object.hasOwn(route.files ?? {}, mediaTypeOf(request) ?? "");
  if (!isFile) limitBodyTime(request, api.options.bodyDeadlineMs);
  const idempotencyKey = readIdempotencyKey(route, request);
  if (!isFile) requireJson(route, request);
  // A body may be a file or JSON. The options of a file stand in the query, those of JSON beside its rows.
  const query =
    isFile || route.body === undefined || route.files === undefined
      ? readQuery(route, request)
      : refuseQuery(request);
  const body = isFile ? undefined : await readBody(route, call);
  return { params: request.params as Record<string, string>, query, body, idempotencyKey };
}

/** @throws ApiError unsupported_media_type for a media type that a route of files does not read. */
function requireJson({ body, files }: Route, request: Request): void {
  if (files === undefined) return;
  if (body === undefined) throw unsupportedMediaType(request, Object.keys(files));
  if (hasBody(request) && !request.is("application/json")) {
    throw unsupportedMediaType(request, ["application/json", ...Object.keys(files)]);
  }
}

function readIdempotencyKey({ idempotencyKey }: Route, request: Request): string | undefined {
  if (idempotencyKey === undefined) return undefined;
  if (idempotencyKey === "optional" && request.get("idempotency-key") === undefined) return undefined;
  return idempotencyKeyOf(request, idempotencyKey);
}

function readQuery(route: Route, request: Request): unknown {
  // A cursor of another list has its own error.
  if (route.query !== undefined) return accept(route.query, request.query, ["cursor"]);
  return isAboutServer(route) ? undefined : refuseQuery(request, "is an unknown parameter");
}

/** @throws ApiError validation_failed for each parameter: an ignored option could cost money. */
function refuseQuery(request: Request, message = "belongs in the JSON body, beside the rows"): undefined {
  const errors = Object.keys(request.query).map((name): ProblemDetail => ({
    pointer: `/${name}`,
    code: "unknown_parameter",
    message,
  }));
  if (errors.length > 0) throw validationFailed(errors);
  return undefined;
}

async function readBody(route: Route, call: Call<never>): Promise<unknown> {
  const { request, api } = call;
  const { body, bodyOptional, verify, anyTextIn, explainBody } = route;
  const { bodyMaxBytes = jsonLimitOf(route, api.options) } = route;
  if (body === undefined) return undefined;
  if (bodyOptional === true && !hasBody(request)) return accept(body, {});
  const text = await readJsonText(request, bodyMaxBytes);
  verify?.(call, text);
  const value = parseJson(text);
  const mistakes = explainBody?.(value) ?? [];
  if (mistakes.length > 0) throw validationFailed(mistakes);
  return accept(body, value, anyTextIn);
}

/** Calls without a key, or with only a session, have small bodies: an email, a password, a name. */
const SMALL_BODY_BYTES = 16 * 1024;

function jsonLimitOf({ access }: Route, { jsonBodyMaxBytes }: ApiOptions): number {
  const known = access === "key" || access === "operator";
  return known ? jsonBodyMaxBytes : Math.min(SMALL_BODY_BYTES, jsonBodyMaxBytes);
}

/** @param free fields whose text is not checked. */
function accept(schema: z.ZodType, value: unknown, free: readonly string[] = []): unknown {
  const accepted = validateInput(schema, value);
  requireStorable(accepted, free);
  return accepted;
}
