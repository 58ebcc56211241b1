import { parseRetryAfter } from "@winnow/contracts/plain";
import type { Problem } from "#answers.ts";
import { readText, type Answer } from "#http/answer.ts";
import type { Call } from "#http/call.ts";
import { isObject, parseJson } from "#http/json.ts";
import { inSeconds, type TimeLimit } from "#http/time-limit.ts";
import { reasonOf, WinnowError } from "#http/winnow-error.ts";

/** Statuses that a proxy in front of the server may answer with, without a problem document. */
const PASSING_STATUSES = new Set([429, 502, 503, 504]);
/** A problem document is far smaller; another body may be endless. */
const REFUSAL_BYTES_MAX = 256 * 1024;

/** The error of an answer that is not a success. Reads its body. @throws as reading it does */
export async function refusalOf(answer: Answer): Promise<WinnowError> {
  const { status, requestId } = answer;
  const problem = asProblem(parseJson(await readText(answer, REFUSAL_BYTES_MAX)));
  const retryAfterMs = parseRetryAfter(answer.headers.get("retry-after"));
  if (problem === undefined) return notWinnow(answer, { retryAfterMs });
  const { code, detail, retryable, request_id: stated } = problem;
  return new WinnowError({
    code,
    message: detail,
    status,
    retryable: typeof retryable === "boolean" ? retryable : PASSING_STATUSES.has(status),
    requestId: typeof stated === "string" ? stated : requestId,
    problem,
    retryAfterMs,
  });
}

/** The parts of a problem document (RFC 9457) that this client uses. */
function asProblem(value: unknown): Problem | undefined {
  const isProblem =
    isObject(value) && typeof value["code"] === "string" && typeof value["detail"] === "string";
  return isProblem ? (value as unknown as Problem) : undefined;
}

/** The error of an answer that does not come from a Winnow server. */
export function notWinnow(
  { status, headers, address, requestId }: Answer,
  { retryAfterMs }: { readonly retryAfterMs?: number | undefined } = {},
): WinnowError {
  const type = headers.get("content-type")?.split(";")[0] ?? "no media type";
  const moved = headers.get("location");
  const redirect = status === 0 || (status >= 300 && status < 400);
  const message = redirect
    ? `${address} is redirected${moved === null ? "" : ` to ${moved}`}: set baseUrl to that address`
    : `${address} was answered with ${status} (${type}), but not by a Winnow server: check baseUrl, and any proxy in front of it`;
  const retryable = PASSING_STATUSES.has(status);
  return new WinnowError({ code: "not_winnow", message, status, retryable, requestId, retryAfterMs });
}

/** The error of an answer that lacks `what`, which this client needs. */
export function unexpectedAnswer({ status, address, requestId }: Answer, what: string): WinnowError {
  return new WinnowError({
    code: "unexpected_answer",
    message: `${address} was answered without ${what}: the server may be of a version that this client does not know`,
    status,
    retryable: false,
    requestId,
  });
}

/** The error of a call whose connection could not be made, or broke. */
export function networkError(address: string, cause: unknown): WinnowError {
  const message = `${address} was not answered: ${reasonOf(cause)}`;
  return new WinnowError({ code: "network_error", message, status: 0, retryable: true, cause });
}

/** The error of a call whose time ran out, before an answer or in the middle of it. */
export function timeoutError(
  { method, repeatable = "always" }: Call,
  limit: TimeLimit,
  {
    address,
    response,
    cause,
  }: { readonly address: string; readonly response: Response | undefined; readonly cause: unknown },
): WinnowError {
  const time = `${inSeconds(limit.ms)} (timeoutMs)`;
  const began = response === undefined ? "was not answered" : "was not answered to its end";
  const what =
    limit.of === "call" ? `${address} ${began} within ${time}` : `${address} made no progress for ${time}`;
  const advice =
    repeatable === "always" || method === "GET"
      ? "Trying again is safe"
      : "It may have had its effect: check before you try again";
  return new WinnowError({
    code: "timeout",
    message: `${what}. ${advice}`,
    status: response?.status ?? 0,
    retryable: true,
    requestId: response?.headers.get("request-id") ?? undefined,
    cause,
  });
}
