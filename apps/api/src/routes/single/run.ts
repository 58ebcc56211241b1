import type { JobKind, Row, RowInput } from "@winnow/contracts";
import { inPlace, runSingle, type TenantActor } from "@winnow/core";
import { rateLimited } from "#middleware/rate-limit-headers.ts";
import { createRefusal } from "#routes/jobs/outcome.ts";
import type { Call } from "#route.ts";

/** Whoever is refused may come back when one of the others has its answer. */
const RETRY_SECONDS = 1;

/**
 * Runs one row while its caller waits, and answers it, or 202 with the job that goes on. The places for such calls are
 * counted per organization and mode: they hold a worker up, which a quota of calls per minute does not bound.
 * @throws ApiError
 */
export async function answerSingle(
  { request, response, api, context }: Call<TenantActor>,
  single: { readonly kind: JobKind; readonly row: RowInput; readonly idempotencyKey: string },
  present: (row: Row) => unknown,
): Promise<void> {
  const { actor } = context;
  const { singleCallLimit: policy, singleWaitMs: waitMs } = api.options;
  const place = { policy, subject: `${actor.organizationId}:${actor.mode}` };
  const ran = await inPlace(context, place, () =>
    runSingle(context, { ...single, requestId: String(request.id), watch: api.jobWatch, waitMs }),
  );
  if (ran.outcome === "too_many") throw rateLimited(policy.name, RETRY_SECONDS);
  const { result } = ran;
  if (result.outcome === "refused") throw createRefusal(result);
  if (result.replayed) response.set("Idempotency-Replayed", "true");
  if (result.outcome === "pending") {
    response.status(202).location(result.job.links.self).json(result.job);
    return;
  }
  const { row, available } = result;
  const answer = present(row);
  response
    .set({ "Credits-Charged": String(row.charge?.credits ?? 0), "Credits-Available": String(available) })
    .json(answer);
}
