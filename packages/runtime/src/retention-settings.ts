import { setting } from "#environment.ts";
import { wholeNumber } from "#setting-schema.ts";

/** Settings that say how long refunds are possible and data is kept. */
export const retentionSettings = {
  BOUNCE_WINDOW_DAYS: setting({
    schema: wholeNumber(0, 3650),
    default: 30,
    unit: "days",
    help: "How long after it was paid for an email that bounces, or proves invalid, is refunded.",
    fix: "Set it to a whole number of days, such as 30; 0 refunds none.",
  }),
  RESULTS_KEPT_DAYS: setting({
    schema: wholeNumber(1, 3650),
    default: 90,
    unit: "days",
    help: "How long after the end of a job its rows and results are kept; at least BOUNCE_WINDOW_DAYS.",
    fix: "Set it to a whole number of days, such as 90.",
  }),
  UPLOADS_KEPT_HOURS: setting({
    schema: wholeNumber(1, 720),
    default: 24,
    unit: "hours",
    help: "How long a previewed file is kept, so that a job can start from it.",
    fix: "Set it to a whole number of hours, such as 24.",
  }),
};
