import type { Mode } from "@winnow/contracts";
import type { Connection } from "@winnow/database";
import type { FairShare, Pass, WorkerContext } from "#worker-context.ts";
import { completeJob } from "#job/control/complete.ts";
import { separateDeferred } from "#chunk/defer.ts";
import { leaseChunk, leaseFairest, renewLease, returnLease, type Lease } from "#chunk/lease.ts";
import { outcomeOfFailure } from "#chunk/outcome.ts";
import { settleChunk } from "#chunk/settle.ts";
import { LEASES_MAX, splitChunk } from "#chunk/split.ts";
import { workOnRows } from "#chunk/work.ts";

/** What was processed, which need not be what the message named. */
interface ProcessedChunk {
  readonly jobId: string;
  readonly chunk: number;
  readonly requestId: string | null;
}

export type ProcessOutcome =
  | ({
      readonly outcome: "settled";
      readonly rows: number;
      readonly deferred: number;
      readonly pending: number;
    } & ProcessedChunk)
  | ({ readonly outcome: "split" | "fenced" } & ProcessedChunk)
  | { readonly outcome: "nothing_to_do" };

/**
 * Processes one chunk: lease, work, settle, ring the next; completes the job when this was the last. May be called any
 * number of times with the same chunk: only a live lease can write. Where the worker has a share to keep (`context.share`),
 * it processes the chunk whose turn it is, which need not be the one of the message.
 */
export async function processChunk(
  context: WorkerContext,
  input: { readonly jobId: string; readonly chunk: number; readonly signal?: AbortSignal } & Partial<Pass>,
): Promise<ProcessOutcome> {
  const { share, settings } = context;
  const bounds = { leaseMs: settings.leaseMs, ...modesOf(context) };
  const lease =
    share === undefined
      ? await leaseChunk(context.database, { ...bounds, ...input })
      : await leaseTurn(context.database, share, { ...bounds, recheck: input.recheck === true });
  if (lease === undefined) return { outcome: "nothing_to_do" };
  using _slot = share?.enter(lease.job.organization_id);
  return await processLease(context, lease, input.signal);
}

async function leaseTurn(
  database: Connection,
  share: FairShare,
  bounds: Omit<Parameters<typeof leaseFairest>[1], "crowded">,
): Promise<Lease | undefined> {
  for (;;) {
    const crowded = share.crowded();
    const lease = await leaseFairest(database, { ...bounds, crowded });
    if (lease !== undefined || crowded.length === 0) return lease;
    const still = new Set(share.crowded());
    if (crowded.every((id) => still.has(id))) {
      share.owe({ recheck: bounds.recheck });
      return undefined;
    }
  }
}

async function processLease(
  context: WorkerContext,
  lease: Lease,
  signal: AbortSignal | undefined,
): Promise<ProcessOutcome> {
  const { job, chunk } = lease;
  const named = { jobId: job.id, chunk: chunk.number, requestId: job.request_id };
  const exhausted = chunk.epoch > LEASES_MAX;
  if (exhausted && chunk.rows.length > 1) {
    for (const half of await splitChunk(context, lease)) {
      await context.bell.ring("process-chunk", { jobId: job.id, chunk: half });
    }
    return { outcome: "split", ...named };
  }
  const outcomes = exhausted
    ? chunk.rows.map((row) => outcomeOfFailure(row, "processing_failed"))
    : await workUnderLease(context, lease, signal);
  const work = separateDeferred(outcomes, lease, context.clock.now());
  const settled = await settleChunk(context.database, lease, {
    ...work,
    guaranteeDays: context.settings.guaranteeDays,
  });
  if (settled.outcome === "fenced") return { outcome: "fenced", ...named };
  if (settled.next !== undefined) {
    const { priority } = job;
    await context.bell.ring("process-chunk", { jobId: job.id, chunk: settled.next }, { priority });
  }
  if (settled.pending === 0) await completeJob(context, { jobId: job.id });
  return {
    outcome: "settled",
    ...named,
    rows: work.final.length,
    deferred: outcomes.length - work.final.length,
    pending: settled.pending,
  };
}

/** A worker whose egress is broken leaves live rows to other workers; when every egress is broken the jobs are held. */
function modesOf({ egressHealthy }: Pick<WorkerContext, "egressHealthy">): {
  readonly modes?: readonly Mode[];
} {
  return egressHealthy?.() === "no" ? { modes: ["test"] } : {};
}

/** Works while a heartbeat prolongs the lease; releases the lease when the worker shuts down or the work throws. */
async function workUnderLease(context: WorkerContext, lease: Lease, shutdown: AbortSignal | undefined) {
  const { leaseMs } = context.settings;
  const lost = new AbortController();
  const signal = shutdown === undefined ? lost.signal : AbortSignal.any([lost.signal, shutdown]);
  const heartbeat = setInterval(() => {
    renewLease(context.database, lease, leaseMs).then(
      (renewed) => renewed || lost.abort(new Error("the lease was lost")),
      // The database may be back before the lease ends; if not, the fence refuses the settlement.
      (error: unknown) => context.logger.warn({ err: error }, "a lease could not be renewed"),
    );
  }, leaseMs / 3);
  try {
    const outcomes = await workOnRows(context, lease, signal);
    signal.throwIfAborted();
    return outcomes;
  } catch (error) {
    await returnLease(context.database, lease);
    throw error;
  } finally {
    clearInterval(heartbeat);
  }
}
