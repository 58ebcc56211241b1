import { HashingBusyError } from "@winnow/core";
import { ApiError } from "#problem/api-error.ts";
import { isDatabaseUnavailable } from "#problem/database-unavailable.ts";

const RETRY_AFTER_SECONDS = 5;

/** Makes an error of the table of what a route threw. An unexpected error is `internal`, and keeps its cause. */
export function classifyError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (isDatabaseUnavailable(error)) {
    return new ApiError("unavailable", {
      detail: "The database cannot be reached right now. Nothing was changed.",
      headers: { "Retry-After": String(RETRY_AFTER_SECONDS) },
      cause: error,
    });
  }
  if (error instanceof HashingBusyError) {
    return new ApiError("unavailable", {
      detail: "Too many passwords are being checked right now. Nothing was changed.",
      headers: { "Retry-After": "2" },
      cause: error,
    });
  }
  // Express: a path whose percent-encoding is broken names nothing.
  if (error instanceof URIError) return new ApiError("not_found", { detail: "The path is not valid UTF-8." });
  return new ApiError("internal", {
    detail: "This should not have happened. The request id finds it in our logs.",
    cause: error,
  });
}
