import type { Pass, WorkerContext } from "#worker-context.ts";
import { processChunk, type ProcessOutcome } from "#chunk/process.ts";

/**
 * Does what a message asks for, and then what is owed: a message that found nothing but chunks of organizations that had
 * enough at work is made up for by whoever is done next. Yields what became of each.
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
