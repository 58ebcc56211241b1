import { withSlot, type TenantActor } from "@winnow/core";
import { rateLimited } from "#limit/rate-limit-headers.ts";
import type { Call } from "#route/call.ts";

/** Whoever is refused may come back when one of the others has its answer. */
const RETRY_SECONDS = 1;

/**
 * Does what a caller waits for, in one of the slots of its organization and mode: such calls hold a worker up, which a
 * quota of calls per minute does not bound.
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
