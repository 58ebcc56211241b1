import {
  describeDeletion,
  type CancelOutcome,
  type DeleteResultsOutcome,
  type Refusal,
  type ResultsDeleted,
} from "@winnow/core";
import { validationFailed } from "#body/validate.ts";
import { ApiError } from "#problem/api-error.ts";

/** A small job is made within a second; a large upload is asked about again and again, which is cheap. */
const IN_PROGRESS_RETRY_SECONDS = 1;

/** Somebody else's job and no job at all are the same to a caller. */
export function jobNotFound(): ApiError {
  return new ApiError("not_found", { detail: "There is no job with this id." });
}

/** What a refused job or reveal answers. */
export function createRefusal({ code, detail, errors, members }: Refusal): ApiError {
  const retrySeconds =
    code === "idempotency_in_progress" ? IN_PROGRESS_RETRY_SECONDS : members?.["retry_after"];
  return new ApiError(code, {
    detail,
    ...(errors !== undefined && { errors }),
    ...(members !== undefined && { members }),
    ...(retrySeconds !== undefined && { headers: { "Retry-After": String(retrySeconds) } }),
  });
}

/** What a callback address that may not be called answers. */
export function callbackRefusal(refusal: { readonly code: string; readonly message: string }): ApiError {
  return validationFailed([{ pointer: "/callback_url", code: refusal.code, message: refusal.message }]);
}

/** What a job answers that is in no state to be paused or resumed. */
export function stateRefusal(
  refusal:
    | { readonly outcome: "not_found" }
    | { readonly outcome: "job_state_conflict"; readonly status: string },
  wanted: string,
): ApiError {
  if (refusal.outcome === "not_found") return jobNotFound();
  // Held for want of credits it could be.
  const why =
    refusal.status === "held"
      ? "mail hosts cannot be asked at the moment, and it goes on by itself"
      : `it cannot be ${wanted}`;
  return new ApiError("job_state_conflict", {
    detail: `The job is ${refusal.status}: ${why}.`,
    members: { job_status: refusal.status },
  });
}

/** What everything answers that would read rows that are deleted. */
export function resultsExpired(deletion: ResultsDeleted): ApiError {
  return new ApiError("results_expired", {
    detail: describeDeletion(deletion),
    members: { results_deleted_at: deletion.at },
  });
}

/** What a refused deletion answers. */
export function deletionRefusal(refusal: Exclude<DeleteResultsOutcome, { outcome: "deleted" }>): ApiError {
  if (refusal.outcome === "not_found") return jobNotFound();
  return new ApiError("job_state_conflict", {
    detail: `The job is ${refusal.status}: cancel it first, or wait for its end.`,
    members: { job_status: refusal.status },
  });
}

/** What a refused cancellation answers. */
export function cancelRefusal(refusal: Exclude<CancelOutcome, { outcome: "cancelled" }>): ApiError {
  switch (refusal.outcome) {
    case "not_found":
      return jobNotFound();
    case "job_state_conflict":
      return new ApiError("job_state_conflict", {
        detail: `The job is ${refusal.status}: there is nothing left to cancel.`,
        members: { job_status: refusal.status },
      });
  }
}
