import { ApiError } from "#problem/api-error.ts";

/** The answer of a refused change of a membership. */
export function memberRefusal(refusal: { readonly outcome: "not_found" | "last_owner" }): ApiError {
  switch (refusal.outcome) {
    case "not_found":
      return new ApiError("not_found", { detail: "Your organization has no member with this id." });
    case "last_owner":
      return new ApiError("last_owner");
  }
}
