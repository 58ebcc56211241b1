import type { ProcessChunk } from "@winnow/contracts";
import { processDue, type Pass, type WorkerContext } from "@winnow/core";

/** `process-chunk` and `recheck-rows`: both say that a chunk is due; only their queues differ. */
export async function processDueChunk(
  context: WorkerContext,
  message: ProcessChunk & Pass,
  signal: AbortSignal,
): Promise<void> {
  let startedAt = performance.now();
  for await (const processed of processDue(context, message, signal)) {
    const ms = Math.round(performance.now() - startedAt);
    context.logger.info({ ...message, ...processed, ms }, "process-chunk");
    startedAt = performance.now();
  }
}
