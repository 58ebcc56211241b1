import { z } from "zod";
import { IssuedKey } from "../organization/signup.ts";
import { Timestamp } from "../page.ts";
import { Mode, Scope } from "../vocabulary.ts";

/** A key as it can be shown at any time: enough to recognise it, too little to use it. */
export const Key = z.object({
  id: z.string(),
  name: z.string(),
  mode: Mode,
  scopes: z.array(Scope),
  /** The first characters and the last four of the token. */
  token_start: z.string(),
  token_last_four: z.string(),
  /** Addresses that may use it, as CIDR; null: any. */
  allowed_addresses: z.array(z.string()).nullable(),
  /** What its jobs may cost on one day (UTC), and in all; null: no ceiling. */
  max_credits_per_day: z.number().nullable(),
  max_credits_total: z.number().nullable(),
  expires_at: Timestamp.nullable(),
  revoked_at: Timestamp.nullable(),
  revoked_reason: z.enum(["revoked", "exposed"]).nullable(),
  /** Until when the token before the last roll still works; null: it does not. */
  previous_token_until: Timestamp.nullable(),
  /** Written at most once a minute. */
  last_used_at: Timestamp.nullable(),
  created_at: Timestamp,
});
export type Key = z.infer<typeof Key>;

export const KeyList = z.object({
  data: z.array(Key),
  next_cursor: z.null(),
  has_more: z.literal(false),
});
export type KeyList = z.infer<typeof KeyList>;

export const CreateKey = z.strictObject({
  name: z.string().trim().min(1).max(100),
  /** Some of the calling key's own; all of them when left out. */
  scopes: z.array(Scope).min(1).max(20).optional(),
  max_credits_per_day: z.int().positive().max(1_000_000_000).optional(),
  max_credits_total: z.int().positive().max(1_000_000_000).optional(),
  expires_at: Timestamp.optional(),
  /** IPv4 and IPv6 addresses and networks: `203.0.113.7`, `2001:db8::/32`. */
  allowed_addresses: z.array(z.string().max(50)).min(1).max(100).optional(),
});
export type CreateKey = z.infer<typeof CreateKey>;

/** The new token is shown this once. */
export const CreatedKey = Key.extend(IssuedKey.pick({ token: true }).shape);
export type CreatedKey = z.infer<typeof CreatedKey>;

const DAY_SECONDS = 86_400;

export const RollKey = z.strictObject({
  /** How long the old token works on beside the new one; 0 when the reason is `exposed`. */
  grace_seconds: z
    .int()
    .min(0)
    .max(30 * DAY_SECONDS)
    .default(DAY_SECONDS),
  reason: z.enum(["routine", "exposed"]).default("routine"),
});
export type RollKey = z.infer<typeof RollKey>;

export const ReportLeak = z.strictObject({
  token: z.string().min(1).max(200),
  /** Where it was found. */
  url: z.url().max(2000).optional(),
});
export type ReportLeak = z.infer<typeof ReportLeak>;

/** The token is of no use any more, whether or not it ever was. */
export const LeakAnswer = z.object({ status: z.literal("revoked") });
export type LeakAnswer = z.infer<typeof LeakAnswer>;
