import type { Request } from "express";
import { ApiError } from "#problem/api-error.ts";

/** Somebody else's webhook and none at all are the same to a caller. */
export function webhookNotFound(): ApiError {
  return new ApiError("not_found", { detail: "There is no webhook with this id." });
}

/** The webhook that a path names. */
export function webhookIdOf(request: Request): string {
  return String(request.params["id"]);
}
