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
 * What is to be done now and then, and may take long: it stands beside the sweeper, which waits for nobody. Judges stored
 * evidence again when the operator asks for it, fits the scores anew once an hour, and removes files and results that are no
 * longer kept. Of what is long, each does one step in turn: none waits for another's end.
 */
export function startUpkeep(context: WorkerContext, intervalMs: number): AsyncDisposable {
  return repeatEvery(intervalMs, async (round, stopping) => {
    try {
      if (round % REFIT_EVERY_ROUNDS === 0) {
        const model = await refitScores(context);
        if (model !== undefined) context.logger.info({ model }, "the scores were fitted");
      }
      const expired = await expireResults(context);
      if (expired > 0) context.logger.info({ jobs: expired }, "the time of results was over");
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
