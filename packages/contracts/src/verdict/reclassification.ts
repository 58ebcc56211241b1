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
      "Stored evidence is judged again by today's rules. No mail host is queried and nothing is charged.",
    examples: [{ dry_run: true }],
  });
export type StartReclassification = z.infer<typeof StartReclassification>;

export const ReclassificationStatus = z.enum(["queued", "running", "completed"]).meta({
  id: "ReclassificationStatus",
  description:
    "`queued`: no worker has taken it up. `running`: workers judge a thousand results at a time. `completed`: every result was examined.",
});
export type ReclassificationStatus = z.infer<typeof ReclassificationStatus>;

export const Verdict = z
  .object({
    status: EmailStatus.describe("What is said about the email."),
    reason: z.string().describe("What that follows from; the values are those of `email.reason` of a row."),
  })
  .meta({ id: "Verdict", description: "What is said about an email, and what that follows from." });
export type Verdict = z.infer<typeof Verdict>;

export const ReclassificationChange = z
  .object({
    from: Verdict.describe("The verdict as it stood: as delivered, or as last judged again."),
    to: Verdict.describe("The verdict that today's rules give."),
    rows: count().describe("How many results went from the one verdict to the other."),
  })
  .meta({ id: "ReclassificationChange", description: "How one verdict became another one." });
export type ReclassificationChange = z.infer<typeof ReclassificationChange>;

export const ReclassificationRefunds = z
  .object({
    rows: count().describe(
      "Paid rows that proved invalid within the guarantee; in a dry run those that would be refunded.",
    ),
    credits: credits().describe("What these rows had cost."),
  })
  .meta({ id: "ReclassificationRefunds", description: "What goes back to the organizations." });
export type ReclassificationRefunds = z.infer<typeof ReclassificationRefunds>;

export const Reclassification = z
  .object({
    id: z
      .string()
      .describe(
        "Sortable, `rcl_` + 26 characters; shows the progress with `GET /ops/api/reclassifications/{id}`.",
      ),
    dry_run: z.boolean().describe("Whether it only counts."),
    status: ReclassificationStatus.describe("How far it is. Of several the oldest goes first."),
    classifier_version: z
      .string()
      .nullable()
      .describe(
        "Version of the rules that read the replies, `2026-11-26.1`. null until a worker has taken it up.",
      ),
    verdict_version: z
      .string()
      .nullable()
      .describe(
        "Version of the rules that make a verdict of what was read. null until a worker has taken it up.",
      ),
    examined: count().describe("Results that were examined so far, those without evidence included."),
    changes: z
      .array(ReclassificationChange)
      .describe("Verdicts that changed, the most frequent change first."),
    refunds: ReclassificationRefunds.describe("What the changes cost the operator."),
    created_at: timestamp().describe("When the operator asked for it."),
    ended_at: timestamp().nullable().describe("When every result was examined. null before."),
  })
  .meta({
    id: "Reclassification",
    description: "How far a re-classification is, and what came of it.",
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
