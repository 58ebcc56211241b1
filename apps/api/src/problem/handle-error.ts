import type { ErrorRequestHandler } from "express";
import { ApiError } from "#problem/api-error.ts";
import { classifyError } from "#problem/classify.ts";
import { discardBody } from "#problem/discard-body.ts";
import { presentProblem } from "#problem/present.ts";

/** The one place where errors become answers. */
export function handleError(docsUrl: string): ErrorRequestHandler {
  return (thrown, request, response, _next) => {
    const error = classifyError(thrown);
    if (error.status >= 500 || !(thrown instanceof ApiError)) {
      const level = error.code === "internal" ? "error" : "warn";
      request.log[level]({ error: error.cause ?? error, code: error.code }, "request failed");
    }
    if (response.headersSent) {
      // A body that was cut short must not look whole: without the final chunk the caller's client reports it.
      response.destroy();
      return;
    }
    discardBody(request);
    response.status(error.status).set(error.headers);
    response.set({ "Content-Type": "application/problem+json; charset=utf-8", "Cache-Control": "no-store" });
    response.send(JSON.stringify(presentProblem(error, { id: String(request.id), docsUrl })));
  };
}
