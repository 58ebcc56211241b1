import type { JobKind, Row, RowInput } from "@winnow/contracts";
import { runSingle, type TenantActor } from "@winnow/core";
import { inSingleCall } from "#middleware/single-call.ts";
import { createRefusal } from "#routes/jobs/outcome.ts";
import type { Call } from "#route/call.ts";
import { replayHeader } from "#answer/replayed.ts";

/** Headers of an answered row, and of a job that continues. */
export const SINGLE_HEADERS = ["Idempotency-Replayed", "Credits-Charged", "Credits-Available"] as const;
export const PENDING_HEADERS = ["Idempotency-Replayed", "Location"] as const;

/**
 * Processes one row while its caller waits, and answers it, or 202 with the job, which continues.
 * @throws ApiError
 */
export async function answerSingle<Answer>(
  call: Call<TenantActor>,
  single: { readonly kind: JobKind; readonly row: RowInput; readonly idempotencyKey: string },
  present: (row: Row) => Answer,
) {
  const { request, api, context } = call;
  const { singleWaitMs: waitMs } = api.options;
  const result = await inSingleCall(call, () =>
    runSingle(context, { ...single, requestId: String(request.id), watch: api.jobWatch, waitMs }),
  );
  if (result.outcome === "refused") throw createRefusal(result);
  if (result.outcome === "pending") {
    const headers = { ...replayHeader(result.replayed), Location: result.job.links.self };
    return { status: 202, json: result.job, headers } as const;
  }
  const { row, available } = result;
  const headers = {
    ...replayHeader(result.replayed),
    "Credits-Charged": row.charge?.credits ?? 0,
    "Credits-Available": available,
  };
  return { status: 200, json: present(row), headers } as const;
}
