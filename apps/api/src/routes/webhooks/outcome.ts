import type { Request } from "express";
import { ApiError } from "#problem/api-error.ts";

/** Another organization's webhook is answered like an unknown one. */
export function webhookNotFound(): ApiError {
  return new ApiError("not_found", { detail: "There is no webhook with this id." });
}

/** The webhook that a path names. */
export function webhookIdOf(request: Request): string {
  return String(request.params["id"]);
}
