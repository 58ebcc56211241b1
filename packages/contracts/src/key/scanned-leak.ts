import { z } from "zod";

export const ScannedLeak = z
  .looseObject({
    token: z.string().max(1_000).describe("The text that looks like an API key."),
    type: z.string().max(200).describe("Name of the scanner's pattern, repeated in the answer."),
    url: z
      .string()
      .max(2_000)
      .optional()
      .describe("Where the text was found. Free text: it is stored, not fetched."),
  })
  .meta({
    id: "ScannedLeak",
    description: "A text that a scanner reads as an API key. Further fields are ignored.",
  });
export type ScannedLeak = z.infer<typeof ScannedLeak>;

/** @see https://docs.github.com/en/code-security/secret-scanning/secret-scanning-partner-program */
export const ScannedLeaks = z
  .array(ScannedLeak)
  .max(1_000)
  .meta({
    id: "ScannedLeaks",
    description:
      "The report of a code host's secret scanner, in the form of GitHub's secret scanning partner program. `Github-Public-Key-Signature` signs the body.",
    examples: [
      [
        {
          token: "wn_live_8cTz…Jp6W",
          type: "winnow_api_key",
          url: "https://code.example.com/acme/crm/blob/main/.env",
        },
      ],
    ],
  });
export type ScannedLeaks = z.infer<typeof ScannedLeaks>;

export const ScannedLeakLabel = z.enum(["true_positive", "false_positive"]).meta({
  id: "ScannedLeakLabel",
  description:
    "`true_positive`: it was a key of this server, and is revoked now. `false_positive`: it was not, or no longer.",
});
export type ScannedLeakLabel = z.infer<typeof ScannedLeakLabel>;

export const ScannedLeakVerdict = z
  .object({
    token_raw: z
      .string()
      .describe("Repeats the `token` of the report, so that the scanner can match the two."),
    token_type: z
      .string()
      .describe("Repeats the `type` of the report: the pattern whose precision is measured."),
    label: ScannedLeakLabel.describe("Whether the scanner was right."),
  })
  .meta({ id: "ScannedLeakVerdict", description: "The verdict about one reported text." });
export type ScannedLeakVerdict = z.infer<typeof ScannedLeakVerdict>;

export const ScannedLeaksAnswer = z.array(ScannedLeakVerdict).meta({
  id: "ScannedLeaksAnswer",
  description: "One verdict for each reported text, in the same order: the scanner can measure its pattern.",
  examples: [[{ token_raw: "wn_live_8cTz…Jp6W", token_type: "winnow_api_key", label: "true_positive" }]],
});
export type ScannedLeaksAnswer = z.infer<typeof ScannedLeaksAnswer>;
