import { createHash } from "node:crypto";
import { consumeAll, type LimitPolicy } from "@winnow/core";
import { callerAddress } from "#middleware/caller-address.ts";
import { rateLimited, setRateLimitHeaders } from "#limit/rate-limit-headers.ts";
import type { Call } from "#route/call.ts";

/** Passwords tried for one account, from all addresses together. */
const PER_ACCOUNT: LimitPolicy = { name: "sign-in-account", quota: 10, windowSeconds: 300 };

/**
 * Counts an attempt to show a password or an invitation, before it is looked at: attempts that are made at the same time
 * count as well, and none of those that are refused costs a hash.
 * @param account email or id of the member whose password is tried; absent for an invitation.
 * @throws ApiError rate_limited
 */
export async function takeFromSignInLimit(call: Call, account?: string): Promise<void> {
  const { api, context, request, response } = call;
  const limits = [{ policy: api.options.signInLimit, subject: callerAddress(request) }];
  // A hash, because a text that is tried here may be the email of a person who has no account.
  if (account !== undefined) limits.push({ policy: PER_ACCOUNT, subject: digest(account) });
  const state = await consumeAll(context, limits);
  setRateLimitHeaders(response, state, context.clock.now());
  if (!state.allowed) throw rateLimited(state.policy.name, state.retryAfterSeconds);
}

function digest(account: string): string {
  return createHash("sha256").update(account.trim().normalize("NFC").toLowerCase()).digest("base64url");
}
