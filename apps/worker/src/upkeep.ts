import { reclassify, refitScores, type WorkerContext } from "@winnow/core";
import { repeat } from "#repeat.ts";

const REFIT_EVERY_ROUNDS = 60;

/**
 * What is to be done now and then, and may take long: it stands beside the sweeper, which waits for nobody. Judges stored
 * evidence again when the operator asks for it, and fits the scores anew once an hour.
 */
export function startUpkeep(context: WorkerContext, intervalMs: number): AsyncDisposable {
  return repeat(intervalMs, async (round, stopped) => {
    try {
      if (round % REFIT_EVERY_ROUNDS === 0) {
        const model = await refitScores(context);
        if (model !== undefined) context.logger.info({ model }, "the scores were fitted");
      }
      while (!stopped() && (await reclassify(context)));
    } catch (error) {
      context.logger.warn({ err: error }, "upkeep failed; the next round tries again");
    }
  });
}
