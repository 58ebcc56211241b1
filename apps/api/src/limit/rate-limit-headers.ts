import type { LimitState } from "@winnow/core";
import type { Response } from "express";
import { ApiError } from "#problem/api-error.ts";

/**
 * Shows the state of a limit: `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers), and the
 * `X-RateLimit-*` that existing clients know, with the reset as seconds since 1970.
 */
export function setRateLimitHeaders(response: Response, state: LimitState, now: Date): void {
  const { policy, limit, remaining } = state;
  const resetSeconds = Math.ceil(state.resetAfterSeconds);
  response.set({
    "RateLimit-Policy": `"${policy.name}";q=${policy.quota};w=${policy.windowSeconds}`,
    RateLimit: `"${policy.name}";r=${remaining};t=${resetSeconds}`,
    "X-RateLimit-Limit": String(limit),
    "X-RateLimit-Remaining": String(remaining),
    "X-RateLimit-Reset": String(Math.floor(now.getTime() / 1000) + resetSeconds),
  });
}

/** The refusal that goes with an exhausted limit. */
export function rateLimited(policyName: string, retryAfterSeconds: number): ApiError {
  // Rounded up, so that a caller that waits this long is not refused again.
  const seconds = Math.max(Math.ceil(retryAfterSeconds), 1);
  return new ApiError("rate_limited", {
    detail: `The limit "${policyName}" is exhausted. Wait ${seconds} s.`,
    headers: { "Retry-After": String(seconds) },
    members: { policy: policyName, retry_after: seconds },
  });
}
