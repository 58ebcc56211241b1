import type { JobKind, Row, RowInput } from "@winnow/contracts";
import { runSingle, type TenantActor } from "@winnow/core";
import { inSingleCall } from "#middleware/single-call.ts";
import { createRefusal } from "#routes/jobs/outcome.ts";
import type { Call } from "#route.ts";

/**
 * Runs one row while its caller waits, and answers it, or 202 with the job that goes on.
 * @throws ApiError
 */
export async function answerSingle(
  call: Call<TenantActor>,
  single: { readonly kind: JobKind; readonly row: RowInput; readonly idempotencyKey: string },
  present: (row: Row) => unknown,
): Promise<void> {
  const { request, response, api, context } = call;
  const { singleWaitMs: waitMs } = api.options;
  const result = await inSingleCall(call, () =>
    runSingle(context, { ...single, requestId: String(request.id), watch: api.jobWatch, waitMs }),
  );
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
