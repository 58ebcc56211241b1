import { z } from "zod";
import { Timestamp } from "../page.ts";
import { Mode } from "../vocabulary.ts";

export const CalibrationQuery = z.strictObject({ mode: Mode.default("live") });
export type CalibrationQuery = z.infer<typeof CalibrationQuery>;

/** How far scores can be believed: what they foretold of addresses that they were not fitted on, and what came of these. */
export const Calibration = z.object({
  mode: Mode,
  /** The same in a sentence. */
  summary: z.string(),
  model: z.string().nullable(),
  fitted_at: Timestamp.nullable(),
  /** Addresses of which it is known what came of them. */
  outcomes: z.object({
    good: z.int(),
    bad: z.int(),
    /** Of them by reported bounces. */
    bounces: z.int(),
    /** Of them by another verification at least a day later. */
    rechecks: z.int(),
    held_out: z.int(),
  }),
  /** Organizations that reported a hard bounce within 90 days: nobody else's silence means anything. */
  organizations_reporting: z.int(),
  buckets: z.object({
    known: z.int(),
    /** With enough outcomes for a score. */
    scored: z.int(),
    outcomes_required: z.int(),
  }),
  /** The reliability table: held-out addresses by score. `predicted` and `observed` are shares of good ones. */
  bins: z.array(
    z.object({
      from: z.number(),
      to: z.number(),
      outcomes: z.int(),
      predicted: z.number(),
      observed: z.number(),
    }),
  ),
  /** Mean squared error of held-out scores, 0 is perfect; null before there are enough of them. */
  brier: z.number().nullable(),
  /** The same for whoever always says the average. A score is worth something below it. */
  brier_of_average: z.number().nullable(),
});
export type Calibration = z.infer<typeof Calibration>;
