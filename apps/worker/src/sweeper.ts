import { forgetIdempotencyKeys, forgetMailProviders, sweep, type WorkerContext } from "@winnow/core";
import { repeatEvery } from "#repeat.ts";

const FORGET_EVERY_SWEEPS = 600;

/**
 * Sweeps every `intervalMs` until disposed, one sweep at a time. A sweep that fails (the database is away) is logged,
 * and the next one tries again: the sweeper is what makes everything else recover.
 */
export function startSweeper(context: WorkerContext, intervalMs: number): AsyncDisposable {
  return repeatEvery(intervalMs, async (round) => {
    try {
      const report = await sweep(context);
      if (Object.values(report).some((count) => count > 0)) context.logger.info(report, "sweep");
      if (round % FORGET_EVERY_SWEEPS === 0) {
        await forgetIdempotencyKeys(context);
        await forgetMailProviders(context);
      }
    } catch (error) {
      context.logger.warn({ err: error }, "a sweep failed; the next one tries again");
    }
  });
}
