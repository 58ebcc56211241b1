import { z } from "zod";
import { exampleTimes } from "../example-world.ts";
import { count, share, timestamp } from "../scalar.ts";
import { Mode } from "../vocabulary.ts";

export const CalibrationQuery = z
  .strictObject({ mode: Mode.default("live").describe("Mode of the outcomes: `live` by default.") })
  .meta({ id: "CalibrationQuery", description: "The mode whose scores are measured." });
export type CalibrationQuery = z.infer<typeof CalibrationQuery>;

export const CalibrationOutcomes = z
  .object({
    good: count().describe("Addresses that a later check found `valid`, at least a day after the first."),
    bad: count().describe("Addresses that bounced, or that a later check found `invalid`."),
    bounces: count().describe("Outcomes that rest on a reported hard bounce; each of them is a bad one."),
    rechecks: count().describe("Outcomes from a later check of the address."),
    held_out: count().describe(
      "Outcomes that are not used to fit scores: about a fifth, with which the scores are measured.",
    ),
  })
  .meta({
    id: "CalibrationOutcomes",
    description:
      "Addresses whose outcome is known. `good` and `bad` are all of them, and so are `bounces` and `rechecks`.",
  });
export type CalibrationOutcomes = z.infer<typeof CalibrationOutcomes>;

export const CalibrationBuckets = z
  .object({
    known: count().describe("Groups of similar addresses with any known outcome."),
    scored: count().describe("Groups with enough outcomes for a score."),
    outcomes_required: count().describe("Outcomes that a group needs for a score."),
  })
  .meta({
    id: "CalibrationBuckets",
    description: "Groups of similar addresses: the same verdict, reason, mail provider and kind.",
  });
export type CalibrationBuckets = z.infer<typeof CalibrationBuckets>;

export const CalibrationBin = z
  .object({
    from: share().describe("Lowest score of the bin, inclusive."),
    to: share().describe("Highest score of the bin, exclusive but for 1."),
    outcomes: count().describe("Held-out addresses with a score in the bin. Bins without any are left out."),
    predicted: share().describe("Mean of their scores: the predicted share of good ones."),
    observed: share().describe("The observed share of good ones. The closer to `predicted`, the better."),
  })
  .meta({ id: "CalibrationBin", description: "A line of the reliability table." });
export type CalibrationBin = z.infer<typeof CalibrationBin>;

export const Calibration = z
  .object({
    mode: Mode.describe("Only outcomes of keys with this mode are counted."),
    summary: z.string().describe("The same in a sentence, for a person."),
    model: z
      .string()
      .nullable()
      .describe(
        "The latest fit: version of its rules, and its number, `2026-11-26.1/412`. null before the first.",
      ),
    fitted_at: timestamp()
      .nullable()
      .describe("When that fit was made; at most once an hour. null before the first."),
    outcomes: CalibrationOutcomes.describe("The outcomes that fitted and measured the scores."),
    organizations_reporting: count().describe(
      "Organizations that reported a hard bounce within 90 days. The silence of others does not mean that mail arrived.",
    ),
    buckets: CalibrationBuckets.describe("How many groups have enough outcomes for a score."),
    bins: z.array(CalibrationBin).describe("Held-out addresses by score, in tenths from the lowest."),
    brier: z.number().nullable().meta({
      format: "double",
      description:
        "Mean squared error of the scores of held-out addresses (Brier score): 0 is perfect. null while there are fewer than 50.",
    }),
    brier_of_average: z.number().nullable().meta({
      format: "double",
      description:
        "The same error of a score that is always the average. Scores are useful when `brier` is lower. null while there are fewer than 50.",
    }),
  })
  .meta({
    id: "Calibration",
    description:
      "How well scores predict: predictions and outcomes of addresses that were not used to fit them.",
    examples: [
      {
        mode: "live",
        summary:
          "Over 412 held-out addresses the mean squared error of the scores is 0.0713, against 0.0934 for always saying the average.",
        model: "2026-11-26.1/412",
        fitted_at: exampleTimes.created,
        outcomes: { good: 1_870, bad: 214, bounces: 131, rechecks: 1_953, held_out: 419 },
        organizations_reporting: 3,
        buckets: { known: 31, scored: 6, outcomes_required: 50 },
        bins: [
          { from: 0.6, to: 0.7, outcomes: 88, predicted: 0.6612, observed: 0.6364 },
          { from: 0.9, to: 1, outcomes: 324, predicted: 0.9614, observed: 0.9691 },
        ],
        brier: 0.0713,
        brier_of_average: 0.0934,
      },
    ],
  });
export type Calibration = z.infer<typeof Calibration>;
