import { z } from "zod";
import { filledText, givenTime, wholeNumber } from "../scalar.ts";
import { Scope } from "../vocabulary.ts";

const CREDITS_MAX = 1_000_000_000;
const DAY_SECONDS = 86_400;

export const CreateKey = z
  .strictObject({
    name: filledText(100).describe("For people, such as the program that uses the key."),
    scopes: z
      .array(Scope)
      .min(1)
      .max(20)
      .optional()
      .describe(
        "Some of the caller's own scopes; all of them when left out. A key can give only its own scopes.",
      ),
    max_credits_per_day: wholeNumber(1, CREDITS_MAX)
      .optional()
      .describe(
        "The most credits that jobs of the key may reserve on one day (UTC). No ceiling when left out.",
      ),
    max_credits_total: wholeNumber(1, CREDITS_MAX)
      .optional()
      .describe(
        "The most credits that jobs of the key may reserve in total. No ceiling when left out. A key with a ceiling cannot create keys.",
      ),
    expires_at: givenTime()
      .optional()
      .describe(
        "When the key expires, in the future and no later than the calling key. Left out: with the calling key, or never.",
      ),
    allowed_addresses: z
      .array(z.string().max(50))
      .min(1)
      .max(100)
      .optional()
      .describe(
        "Addresses and networks that calls may come from, IPv4 or IPv6: `203.0.113.7`, `2001:db8::/32`. They must be within those of the calling key, which apply when this is left out.",
      ),
  })
  .meta({
    id: "CreateKey",
    description: "A key of the caller's mode, with at most the caller's rights.",
    examples: [
      {
        name: "nightly import",
        scopes: ["verify", "jobs:read", "jobs:write"],
        allowed_addresses: ["203.0.113.0/24"],
        max_credits_per_day: 500,
      },
    ],
  });
export type CreateKey = z.infer<typeof CreateKey>;

export const RollReason = z.enum(["routine", "exposed"]).meta({
  id: "RollReason",
  description: "`routine`: the old token works for another `grace_seconds`. `exposed`: it ends at once.",
});
export type RollReason = z.infer<typeof RollReason>;

export const RollKey = z
  .strictObject({
    grace_seconds: wholeNumber(0, 30 * DAY_SECONDS)
      .default(DAY_SECONDS)
      .describe(
        "Seconds that the old token works beside the new one: a day by default, 30 days at most. Answers under the old token carry `Deprecation` and `Sunset` during that time. 0 with the reason `exposed`.",
      ),
    reason: RollReason.default("routine").describe("Whether the old token may have leaked."),
  })
  .meta({
    id: "RollKey",
    description: "A new token for the same key. An empty body uses the defaults.",
    examples: [{ reason: "routine", grace_seconds: 86_400 }],
  });
export type RollKey = z.infer<typeof RollKey>;
