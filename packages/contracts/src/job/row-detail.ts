import { z } from "zod";
import { count, timestamp } from "../scalar.ts";
import { EmailStatus } from "../vocabulary.ts";
import { EvidenceStep } from "./evidence.ts";
import { exampleRowDetail } from "./example-row.ts";
import { Row } from "./row.ts";

export const RowVerification = z
  .object({
    attempt: count().describe("1 is the first. Greylisting and throttling take several."),
    address: z.string().describe("The email that was checked; `a••@acme.test` when it was not paid for."),
    status: EmailStatus.describe("The verdict that this attempt alone gave."),
    reason: z.string().describe("The reason of that verdict; the values are those of `email.reason`."),
    why: z
      .string()
      .nullable()
      .describe(
        "The verdict in a sentence, with the reply of the mail host that decided. null: none was kept.",
      ),
    at: timestamp().describe("When the attempt ended."),
    classifier_version: z
      .string()
      .nullable()
      .describe(
        "Version of the rules that read the replies, `2026-11-26.1`. null: the server did not record versions yet.",
      ),
    verdict_version: z
      .string()
      .nullable()
      .describe(
        "Version of the rules that derived the verdict from the replies. null: the server did not record versions yet.",
      ),
    evidence: z
      .array(EvidenceStep)
      .describe(
        "The commands and replies, in order. Empty for a masked email, because a reply may contain it.",
      ),
  })
  .meta({ id: "RowVerification", description: "One attempt to check the email of a row." });
export type RowVerification = z.infer<typeof RowVerification>;

export const RowDetail = Row.extend({
  why: z
    .string()
    .nullable()
    .describe("The verdict about the email in a sentence, as it was delivered. null without an email."),
  verifications: z
    .array(RowVerification)
    .describe("Every attempt to check the email, the first one first, whether or not it was charged."),
}).meta({
  id: "RowDetail",
  description:
    "A row with the reasons for its result: the verdict in words, and every attempt with its evidence.",
  examples: [exampleRowDetail],
});
export type RowDetail = z.infer<typeof RowDetail>;
