import type { IncomingMessage, ServerResponse } from "node:http";
import { createId } from "@winnow/runtime";

/** A caller's id is used when it is short and harmless in a log and a header. */
const SANE = /^[A-Za-z0-9._:@/+=-]{1,100}$/;

/**
 * The id of a request in logs and answers: the caller's `Request-Id` or `X-Request-Id` when it is well formed, else a new
 * one. Sets both headers of the answer.
 */
export function assignRequestId(request: IncomingMessage, response: ServerResponse): string {
  const given = [request.headers["request-id"], request.headers["x-request-id"]].find(
    (value): value is string => typeof value === "string" && SANE.test(value),
  );
  const id = given ?? createId("req");
  response.setHeader("Request-Id", id);
  response.setHeader("X-Request-Id", id);
  return id;
}
