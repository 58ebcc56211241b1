import type { ConfigurationMistake } from "#configuration-error.ts";
import type { WinnowEnvironment } from "#settings.ts";

/** Mistakes of settings that are valid by themselves but not together. A member that was refused itself is absent. */
export function checkTogether(environment: Partial<WinnowEnvironment>): ConfigurationMistake[] {
  const { RESULTS_KEPT_DAYS: kept, BOUNCE_WINDOW_DAYS: window } = environment;
  if (kept === undefined || window === undefined || kept >= window) return [];
  return [
    {
      name: "RESULTS_KEPT_DAYS",
      given: String(kept),
      problem: `is less than BOUNCE_WINDOW_DAYS=${window}: whether a bounce is refunded is read from the results`,
      fix: `Set RESULTS_KEPT_DAYS to ${window} or more, or BOUNCE_WINDOW_DAYS to ${kept} or less.`,
    },
  ];
}
