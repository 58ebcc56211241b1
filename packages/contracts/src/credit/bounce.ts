import { z } from "zod";
import { exampleIds } from "../example-world.ts";
import { pageOf } from "../page.ts";
import { givenTime, timestamp } from "../scalar.ts";

const report = { email: "ada@acme.test", dsn: "5.1.1", received_at: "2026-11-25T07:12:00.000Z" };

export const ReportBounce = z
  .strictObject({
    email: z
      .string()
      .min(3)
      .max(320)
      .describe(
        "The address that the mail was sent to. An international domain may stand in either spelling.",
      ),
    dsn: z
      .string()
      .min(3)
      .max(131_072)
      .describe(
        "The delivery report: the whole message (RFC 6522), its delivery status (RFC 3464), the text of the reply, or a status code alone, such as `5.1.1`. At most 131,072 characters; the beginning of a longer report is enough. A text without a status code is refused with `validation_failed`.",
      ),
    received_at: givenTime().describe(
      "When the delivery report arrived. It decides whether the bounce lies within the window of the guarantee.",
    ),
  })
  .meta({
    id: "ReportBounce",
    description: "An email that was paid for, was written to, and bounced.",
    examples: [report],
  });
export type ReportBounce = z.infer<typeof ReportBounce>;

export const BounceDecision = z
  .enum(["refunded", "already_refunded", "outside_window", "not_owned", "soft_bounce"])
  .meta({
    id: "BounceDecision",
    description:
      "`refunded`: the credit is back in the wallet. `already_refunded`: it was refunded before. `outside_window`: more than 30 days, or what the operator chose, lie between the payment and the bounce. `not_owned`: the organization paid for no row with this address, or has deleted it. `soft_bounce`: the report does not say that the mailbox does not exist.",
  });
export type BounceDecision = z.infer<typeof BounceDecision>;

export const BounceAnswer = z
  .object({
    status: BounceDecision.describe("Which rule was applied."),
    entry: z
      .string()
      .nullable()
      .describe("Ledger entry of the refund (`ent_…`), made now or before. null where there is none."),
  })
  .meta({
    id: "BounceAnswer",
    description: "The decision about a reported bounce.",
    examples: [{ status: "refunded", entry: exampleIds.refund }],
  });
export type BounceAnswer = z.infer<typeof BounceAnswer>;

export const Bounce = BounceAnswer.extend({
  email: z.string().describe("The address as the caller reported it, in the caller's spelling."),
  dsn: z
    .string()
    .describe(
      "The report as it was sent; of one with more than 1,000 characters only the part that decided.",
    ),
  received_at: timestamp().describe("When the delivery report arrived, as the caller stated."),
  reported_at: timestamp().describe("When the bounce was reported here."),
}).meta({
  id: "Bounce",
  description: "What a caller reported about one email, and which rule was applied to it.",
  examples: [
    {
      ...report,
      reported_at: "2026-11-25T07:15:00.000Z",
      status: "refunded",
      entry: exampleIds.refund,
    },
  ],
});
export type Bounce = z.infer<typeof Bounce>;

export const BouncePage = pageOf(Bounce, {
  id: "BouncePage",
  description: "A page of reported bounces, the newest report first.",
});
export type BouncePage = z.infer<typeof BouncePage>;
