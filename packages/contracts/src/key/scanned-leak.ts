import { z } from "zod";

/**
 * What a code host's secret scanner posts, in the form of GitHub's partner programme.
 * @see https://docs.github.com/en/code-security/secret-scanning/secret-scanning-partner-program
 */
export const ScannedLeaks = z
  .array(
    z.looseObject({
      token: z.string().max(1_000),
      type: z.string().max(200),
      url: z.string().max(2_000).optional(),
    }),
  )
  .max(1_000);
export type ScannedLeaks = z.infer<typeof ScannedLeaks>;

/** Which of the tokens were ours: tells the scanner how good its pattern is. */
export const ScannedLeaksAnswer = z.array(
  z.object({
    token_raw: z.string(),
    token_type: z.string(),
    label: z.enum(["true_positive", "false_positive"]),
  }),
);
export type ScannedLeaksAnswer = z.infer<typeof ScannedLeaksAnswer>;
