import * as contracts from "@winnow/contracts";
import type { z } from "zod";
import { CREATED } from "#openapi/example-subjects.ts";

/** What operators see of how verdicts are kept true. */
export const verdictExamples: readonly (readonly [z.core.$ZodType, unknown])[] = [
  [contracts.StartReclassification, { dry_run: true }],
  [
    contracts.Reclassification,
    {
      id: "rcl_01kaqvk1x4a7d0g3j6m9p2s5v8",
      dry_run: true,
      status: "completed",
      classifier_version: "2026-11-26.1",
      verdict_version: "2026-11-26.1",
      examined: 48_210,
      changes: [
        {
          from: { status: "invalid", reason: "mailbox_not_found" },
          to: { status: "unknown", reason: "blocked" },
          rows: 14,
        },
      ],
      refunds: { rows: 0, credits: 0 },
      created_at: CREATED,
      ended_at: "2026-11-23T09:30:04.870Z",
    },
  ],
  [
    contracts.Calibration,
    {
      mode: "live",
      summary:
        "Over 412 held-out addresses the mean squared error of the scores is 0.0713, against 0.0934 for always saying the average.",
      model: "2026-11-26.1/412",
      fitted_at: CREATED,
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
];
