import type { GrantCreditsOutcome } from "@winnow/core";
import { ApiError } from "#problem/api-error.ts";

/** What a refused grant answers. */
export function grantRefusal(refusal: Exclude<GrantCreditsOutcome, { outcome: "granted" }>): ApiError {
  switch (refusal.outcome) {
    case "not_found":
      return new ApiError("not_found", { detail: "There is no such organization." });
    case "reference_reused":
      return new ApiError("idempotency_key_reused", {
        detail: "This reference stands for a grant of another amount. Nothing was granted.",
      });
  }
}
