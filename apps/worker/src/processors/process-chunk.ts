import type { ProcessChunk } from "@winnow/contracts";
import { processChunk, type WorkerContext } from "@winnow/core";

/** `process-chunk` and `recheck-rows`: both say "this chunk is due"; only their queues differ. */
export async function processDueChunk(
  context: WorkerContext,
  payload: ProcessChunk,
  signal: AbortSignal,
): Promise<void> {
  const startedAt = performance.now();
  const processed = await processChunk(context, { ...payload, signal });
  const ms = Math.round(performance.now() - startedAt);
  context.logger.info({ ...payload, ...processed, ms }, "process-chunk");
}
