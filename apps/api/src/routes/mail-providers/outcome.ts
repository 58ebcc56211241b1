import { ApiError } from "#problem/api-error.ts";

/** What a provider answers that nobody has asked, or that is written differently. */
export function mailProviderNotFound(): ApiError {
  return new ApiError("not_found", {
    detail:
      "No mail provider of this name was asked within the last week in this mode; GET /ops/api/mail-providers lists those that were.",
  });
}
