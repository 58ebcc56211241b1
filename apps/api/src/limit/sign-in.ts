import { createHash } from "node:crypto";
import { consumeLimits, type Context, type LimitPolicy } from "@winnow/core";
import type { Response } from "express";
import { rateLimited, setRateLimitHeaders } from "#limit/rate-limit-headers.ts";

export interface SignInAttempt {
  readonly address: string;
  /** Email or id of the member whose password is tried; absent for an invitation. */
  readonly account?: string;
}

/** Slows down callers that guess passwords and invitations, by address and by account. */
export interface SignInLimiter {
  /**
   * Counts an attempt before it is looked at: attempts that are made at the same time count as well, and those that are
   * refused cost no hash.
   * @throws ApiError rate_limited
   */
  take(
    context: Pick<Context, "database" | "clock">,
    attempt: SignInAttempt,
    response: Response,
  ): Promise<void>;
}

/** Right passwords count as well. @param perAccount attempts at one account, from all addresses together. */
export function createSignInLimiter(perAddress: LimitPolicy, perAccount: LimitPolicy): SignInLimiter {
  return {
    async take(context, { address, account }, response) {
      const limits = [{ policy: perAddress, subject: address }];
      if (account !== undefined) limits.push({ policy: perAccount, subject: digest(account) });
      const state = await consumeLimits(context, limits);
      setRateLimitHeaders(response, state, context.clock.now());
      if (!state.allowed) throw rateLimited(state.policy.name, state.retryAfterSeconds);
    },
  };
}

/** What is tried may be the email of a person who has no account: it is not stored. */
function digest(account: string): string {
  return createHash("sha256").update(account.trim().normalize("NFC").toLowerCase()).digest("base64url");
}
