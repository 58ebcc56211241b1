import { z } from "zod";
import { exampleIds, exampleTimes } from "../example-world.ts";
import { count, credits, timestamp } from "../scalar.ts";
import { EmailStatus } from "../vocabulary.ts";

export const StartReclassification = z
  .strictObject({
    dry_run: z
      .boolean()
      .default(false)
      .describe("True: changes and refunds are counted and none is made. False by default."),
  })
  .meta({
    id: "StartReclassification",
    description:
      "Today's rules are applied to stored evidence. No mail host is queried and nothing is charged.",
    examples: [{ dry_run: true }],
  });
export type StartReclassification = z.infer<typeof StartReclassification>;

export const ReclassificationStatus = z.enum(["queued", "running", "completed"]).meta({
  id: "ReclassificationStatus",
  description:
    "`queued`: no worker has started it. `running`: workers process a thousand results at a time. `completed`: every result was examined.",
});
export type ReclassificationStatus = z.infer<typeof ReclassificationStatus>;

export const Verdict = z
  .object({
    status: EmailStatus.describe("What the rules conclude about the email."),
    reason: z.string().describe("The verdict's reason; the values are those of `email.reason` of a row."),
  })
  .meta({ id: "Verdict", description: "What the rules conclude about an email, and why." });
export type Verdict = z.infer<typeof Verdict>;

export const ReclassificationChange = z
  .object({
    from: Verdict.describe("The earlier verdict: as delivered, or as reclassified last."),
    to: Verdict.describe("The verdict that today's rules give."),
    rows: count().describe("The number of results with this change."),
  })
  .meta({ id: "ReclassificationChange", description: "A change from one verdict to another." });
export type ReclassificationChange = z.infer<typeof ReclassificationChange>;

export const ReclassificationRefunds = z
  .object({
    rows: count().describe(
      "Paid rows that proved invalid within the guarantee; in a dry run those that would be refunded.",
    ),
    credits: credits().describe("The price of these rows."),
  })
  .meta({
    id: "ReclassificationRefunds",
    description: "Credits that organizations receive for rows that proved invalid.",
  });
export type ReclassificationRefunds = z.infer<typeof ReclassificationRefunds>;

export const Reclassification = z
  .object({
    id: z
      .string()
      .describe(
        "Sortable, `rcl_` + 26 characters; shows the progress with `GET /ops/api/reclassifications/{id}`.",
      ),
    dry_run: z.boolean().describe("Whether it only counts."),
    status: ReclassificationStatus.describe("Its progress. The oldest of several is processed first."),
    classifier_version: z
      .string()
      .nullable()
      .describe(
        "Version of the rules that read the replies, `2026-11-26.1`. null until a worker has started it.",
      ),
    verdict_version: z
      .string()
      .nullable()
      .describe(
        "Version of the rules that derive a verdict from the replies. null until a worker has started it.",
      ),
    examined: count().describe("Results that were examined so far, those without evidence included."),
    changes: z
      .array(ReclassificationChange)
      .describe("Verdicts that changed, the most frequent change first."),
    refunds: ReclassificationRefunds.describe("What organizations receive back because of the changes."),
    created_at: timestamp().describe("When the operator requested it."),
    ended_at: timestamp().nullable().describe("When every result was examined. null before."),
  })
  .meta({
    id: "Reclassification",
    description: "Progress and results of a re-classification.",
    examples: [
      {
        id: exampleIds.reclassification,
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
        created_at: exampleTimes.created,
        ended_at: exampleTimes.ended,
      },
    ],
  });
export type Reclassification = z.infer<typeof Reclassification>;
