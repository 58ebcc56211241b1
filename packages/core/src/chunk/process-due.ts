import type { Pass, WorkerContext } from "#worker-context.ts";
import { processChunk, type ProcessOutcome } from "#chunk/process.ts";

/**
 * Processes what a message asks for, and then what is owed: when a message found only chunks of organizations that had
 * enough at work, the next message that is done makes up for it. Yields what became of each.
 */
export async function* processDue(
  context: WorkerContext,
  message: { readonly jobId: string; readonly chunk: number } & Pass,
  signal: AbortSignal,
): AsyncGenerator<ProcessOutcome, void, undefined> {
  for (let pass: Pass | undefined = message; pass !== undefined && !signal.aborted;) {
    const processed = await processChunk(context, { ...message, recheck: pass.recheck, signal });
    yield processed;
    if (processed.outcome === "nothing_to_do") return;
    pass = context.share?.claim();
  }
}
