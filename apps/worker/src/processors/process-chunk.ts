import type { ProcessChunk } from "@winnow/contracts";
import { processChunk, type Pass, type WorkerContext } from "@winnow/core";

/**
 * `process-chunk` and `recheck-rows`: both say that a chunk is due; only their queues differ. A message that found nothing
 * but chunks of organizations that had enough at work is made up for by whoever is done next.
 */
export async function processDueChunk(
  context: WorkerContext,
  message: ProcessChunk & Pass,
  signal: AbortSignal,
): Promise<void> {
  for (
    let pass: Pass | undefined = message;
    pass !== undefined && !signal.aborted;
    pass = context.share?.claim()
  ) {
    const startedAt = performance.now();
    const processed = await processChunk(context, { ...message, recheck: pass.recheck, signal });
    const ms = Math.round(performance.now() - startedAt);
    context.logger.info({ ...message, ...processed, ms }, "process-chunk");
    if (processed.outcome === "nothing_to_do") return;
  }
}
