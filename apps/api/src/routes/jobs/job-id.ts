import { isId } from "@winnow/runtime";
import type { Request } from "express";
import { jobNotFound } from "#routes/jobs/outcome.ts";

/** The job that a path names. @throws ApiError not_found for a malformed id, without a query. */
export function jobIdOf(request: Request): string {
  const id = request.params["id"];
  if (typeof id !== "string" || !isId("job", id)) throw jobNotFound();
  return id;
}
