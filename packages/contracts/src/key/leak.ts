import { z } from "zod";

export const ReportLeak = z
  .strictObject({
    token: z
      .string()
      .min(1)
      .max(200)
      .describe("The whole token of the exposed key. No other proof is needed."),
    url: z.url().max(2000).optional().describe("Where the key was found; kept beside the revocation."),
  })
  .meta({
    id: "ReportLeak",
    description: "A key whose token has leaked and that is to be revoked. The report needs no key.",
    examples: [{ token: "wn_test_4xQb…Qm2Z", url: "https://code.example.com/acme/crm/blob/main/.env" }],
  });
export type ReportLeak = z.infer<typeof ReportLeak>;

export const LeakAnswer = z
  .object({
    status: z
      .literal("revoked")
      .describe(
        "The token does not work. The answer is the same for a token that never did, so that it does not help to guess tokens.",
      ),
  })
  .meta({
    id: "LeakAnswer",
    description: "The reported token no longer works.",
    examples: [{ status: "revoked" }],
  });
export type LeakAnswer = z.infer<typeof LeakAnswer>;
