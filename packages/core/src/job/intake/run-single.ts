import type { Job, JobKind, Row, RowInput } from "@winnow/contracts";
import { JobOptions } from "@winnow/contracts";
import { getWallet, toCredits } from "@winnow/credits";
import type { Context, TenantActor } from "#context.ts";
import { createJob } from "#job/intake/create.ts";
import { findOwnJob } from "#job/find-own.ts";
import { presentJob } from "#job/present.ts";
import { readRows } from "#job/results/read-rows.ts";
import type { Refusal } from "#refusal.ts";
import type { JobWatch } from "#job/control/watch.ts";
import type { Priced } from "#price/price-list.ts";
import { describeDeletion, resultsDeleted } from "#retention/results-deleted.ts";

export type RunSingleOutcome =
  | {
      readonly outcome: "done";
      readonly jobId: string;
      readonly row: Row;
      readonly replayed: boolean;
      readonly available: number;
    }
  /** It goes on as a job, which the caller can read. */
  | { readonly outcome: "pending"; readonly job: Job; readonly replayed: boolean }
  | Refusal;

/**
 * Runs one row like every row, as a job of its own that goes before bulk, and waits `waitMs` for it. A job that is not done
 * by then goes on: a mail host that greylists answers in minutes.
 */
export async function runSingle(
  context: Context<TenantActor> & Priced,
  input: {
    readonly kind: JobKind;
    readonly row: RowInput;
    readonly idempotencyKey: string;
    readonly requestId?: string | undefined;
    readonly watch: JobWatch;
    readonly waitMs: number;
  },
): Promise<RunSingleOutcome> {
  const created = await createJob(context, {
    options: JobOptions.parse({ kind: input.kind }),
    source: { type: "rows", rows: [input.row] },
    idempotencyKey: input.idempotencyKey,
    requestId: input.requestId,
    single: true,
  });
  if (created.outcome === "refused") return created;
  const replayed = created.outcome === "replayed";
  await input.watch.ended(created.job.id, input.waitMs);
  const job = await findOwnJob(context.database, context.actor, created.job.id);
  if (job === undefined || job.ended_at === null) {
    const pending = job === undefined ? created.job : await presentJob(context.database, job);
    return { outcome: "pending", job: pending, replayed };
  }
  if (job.reason === "insufficient_credits" || job.reason === "key_budget_exceeded") {
    return { outcome: "refused", code: job.reason, detail: "There are not enough credits for this call." };
  }
  const deletion = resultsDeleted(job);
  if (deletion !== undefined)
    return { outcome: "refused", code: "results_expired", detail: describeDeletion(deletion) };
  const [row] = await Array.fromAsync(readRows(context.pool, job));
  if (row === undefined) throw new Error(`${job.id} has no row`);
  const wallet = await getWallet(context.database, context.actor);
  const available = toCredits(wallet.availableMillicredits);
  return { outcome: "done", jobId: job.id, row, replayed, available };
}
