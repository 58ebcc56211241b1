import {
  describeDeletion,
  type CancelOutcome,
  type DeleteResultsOutcome,
  type Refusal,
  type ResultsDeleted,
} from "@winnow/core";
import { validationFailed } from "#body/validate.ts";
import { ApiError } from "#problem/api-error.ts";

/** A small job is created within a second; repetitions during a large upload are cheap. */
const IN_PROGRESS_RETRY_SECONDS = 1;

/** Another organization's job is answered like an unknown one. */
export function jobNotFound(): ApiError {
  return new ApiError("not_found", { detail: "There is no job with this id." });
}

/** The answer of a refused job or reveal. */
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

/** The answer for a callback URL that may not be called. */
export function callbackRefusal(refusal: { readonly code: string; readonly message: string }): ApiError {
  return validationFailed([{ pointer: "/callback_url", code: refusal.code, message: refusal.message }]);
}

/** The answer of a job that cannot be paused or resumed in its state. */
export function stateRefusal(
  refusal:
    | { readonly outcome: "not_found" }
    | { readonly outcome: "job_state_conflict"; readonly status: string },
  wanted: string,
): ApiError {
  if (refusal.outcome === "not_found") return jobNotFound();
  // A job held for credits can be resumed, so only one held for its egress comes here.
  const why =
    refusal.status === "held"
      ? "mail hosts cannot be reached at the moment, and it continues when they can"
      : `it cannot be ${wanted}`;
  return new ApiError("job_state_conflict", {
    detail: `The job is ${refusal.status}: ${why}.`,
    members: { job_status: refusal.status },
  });
}

/** The answer of every call that would read deleted rows. */
export function resultsExpired(deletion: ResultsDeleted): ApiError {
  return new ApiError("results_expired", {
    detail: describeDeletion(deletion),
    members: { results_deleted_at: deletion.at },
  });
}

/** The answer of a refused deletion. */
export function deletionRefusal(refusal: Exclude<DeleteResultsOutcome, { outcome: "deleted" }>): ApiError {
  if (refusal.outcome === "not_found") return jobNotFound();
  return new ApiError("job_state_conflict", {
    detail: `The job is ${refusal.status}: cancel it first, or wait for its end.`,
    members: { job_status: refusal.status },
  });
}

/** The answer of a refused cancellation. */
export function cancelRefusal(refusal: Exclude<CancelOutcome, { outcome: "cancelled" }>): ApiError {
  switch (refusal.outcome) {
    case "not_found":
      return jobNotFound();
    case "job_state_conflict":
      return new ApiError("job_state_conflict", {
        detail: `The job is ${refusal.status}: it cannot be cancelled.`,
        members: { job_status: refusal.status },
      });
  }
}
