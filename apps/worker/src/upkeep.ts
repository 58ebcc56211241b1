import {
  expireResults,
  forgetUploads,
  purgeResults,
  reclassify,
  refitScores,
  type WorkerContext,
} from "@winnow/core";
import { repeatEvery } from "#repeat.ts";

const REFIT_EVERY_ROUNDS = 60;

/**
 * Long work that is due now and then, apart from the sweeper, which must not wait for it. It reclassifies stored evidence on the
 * operator's request, fits the scores once an hour, and removes files and results after their retention time. Each kind of work
 * does one step in turn, so that none waits for another's end.
 */
export function startUpkeep(context: WorkerContext, intervalMs: number): AsyncDisposable {
  return repeatEvery(intervalMs, async (round, stopping) => {
    try {
      if (round % REFIT_EVERY_ROUNDS === 0) {
        const model = await refitScores(context);
        if (model !== undefined) context.logger.info({ model }, "the scores were fitted");
      }
      const expired = await expireResults(context);
      if (expired > 0) context.logger.info({ jobs: expired }, "expired results were deleted");
      while (!stopping.aborted) {
        const purged = await purgeResults(context);
        const forgotten = await forgetUploads(context);
        const judged = await reclassify(context);
        if (!purged && !forgotten && !judged) break;
      }
    } catch (error) {
      context.logger.warn({ err: error }, "upkeep failed; the next round tries again");
    }
  });
}
