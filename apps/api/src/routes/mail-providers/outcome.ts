import { ApiError } from "#problem/api-error.ts";

/** The answer for a provider that was not contacted, or whose name is misspelt. */
export function mailProviderNotFound(): ApiError {
  return new ApiError("not_found", {
    detail:
      "No mail provider of this name was contacted within the last week in this mode; GET /ops/api/mail-providers lists those that were.",
  });
}
