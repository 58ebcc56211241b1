import type { Request, Response } from "express";
import { ApiError } from "#problem/api-error.ts";

/**
 * The media type of the answer: the one of `produces` that the caller prefers.
 * @throws ApiError not_acceptable when the caller accepts none of them.
 */
export function negotiateMediaType(
  request: Request,
  response: Response,
  produces: readonly string[],
): string {
  response.vary("Accept");
  const accepted = request.accepts([...produces]);
  if (accepted !== false) return accepted;
  throw new ApiError("not_acceptable", {
    detail: `This path answers only with ${produces.join(" or ")}.`,
    members: { available: produces },
  });
}
