import { consumeLimit, type Context, type LimitPolicy } from "@winnow/core";
import type { Response } from "express";
import { rateLimited, setRateLimitHeaders } from "#limit/rate-limit-headers.ts";

/** Addresses kept in memory. The oldest is dropped first, at the price of one query of the shared bucket. */
const REMEMBERED_MAX = 10_000;

/**
 * Slows down guesses of keys, operator tokens and invitations, by address. It refuses only failures: a valid credential is
 * accepted after any number of failures from the same address.
 */
export interface FailedAuthenticationLimiter {
  /**
   * Counts a failure, for all processes.
   * @throws ApiError rate_limited once the limit is exhausted; then it does not query the database.
   */
  countFailure(
    context: Pick<Context, "database" | "clock">,
    address: string,
    response: Response,
  ): Promise<void>;
}

/**
 * The bucket is shared through the database, but only failures are taken from it; blocked addresses are kept in memory.
 * So a call with a valid key costs no query here, and a flood of wrong ones writes nothing.
 */
export function createFailedAuthenticationLimiter(policy: LimitPolicy): FailedAuthenticationLimiter {
  const blockedUntilMs = new Map<string, number>();

  function block(address: string, seconds: number): void {
    blockedUntilMs.delete(address);
    blockedUntilMs.set(address, performance.now() + seconds * 1000);
    const [oldest] = blockedUntilMs.keys();
    if (blockedUntilMs.size > REMEMBERED_MAX && oldest !== undefined) blockedUntilMs.delete(oldest);
  }

  return {
    async countFailure(context, address, response) {
      const leftMs = (blockedUntilMs.get(address) ?? 0) - performance.now();
      if (leftMs > 0) throw rateLimited(policy.name, leftMs / 1000);
      blockedUntilMs.delete(address);
      const state = await consumeLimit(context, { policy, subject: address });
      setRateLimitHeaders(response, state, context.clock.now());
      if (state.allowed) return;
      block(address, state.retryAfterSeconds);
      throw rateLimited(policy.name, state.retryAfterSeconds);
    },
  };
}
