import { withSlot, type TenantActor } from "@winnow/core";
import { rateLimited } from "#limit/rate-limit-headers.ts";
import type { Call } from "#route/call.ts";

/** A refused caller may try again when one of the running calls is likely to have ended. */
const RETRY_SECONDS = 1;

/**
 * Runs a call that its caller waits for, in one of the slots of its organization and mode. Such calls occupy a worker, which a
 * quota of calls per minute does not limit.
 * @throws ApiError rate_limited while all slots are taken.
 */
export async function inSingleCall<Result>(
  { api, context }: Call<TenantActor>,
  work: () => Promise<Result>,
): Promise<Result> {
  const { singleCallLimit: policy } = api.options;
  const subject = `${context.actor.organizationId}:${context.actor.mode}`;
  const ran = await withSlot(context, { policy, subject }, work);
  if (ran.outcome === "too_many") throw rateLimited(policy.name, RETRY_SECONDS);
  return ran.result;
}
