import type { GrantCreditsOutcome } from "@winnow/core";
import { ApiError } from "#problem/api-error.ts";

/** The answer of a refused grant. */
export function grantRefusal(refusal: Exclude<GrantCreditsOutcome, { outcome: "granted" }>): ApiError {
  switch (refusal.outcome) {
    case "not_found":
      return new ApiError("not_found", { detail: "There is no organization with this id." });
    case "reference_reused":
      return new ApiError("idempotency_key_reused", {
        detail: "This reference belongs to a grant of another amount. Nothing was granted.",
      });
  }
}
