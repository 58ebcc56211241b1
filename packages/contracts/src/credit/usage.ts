import { z } from "zod";
import { EmailStatus, Mode } from "../vocabulary.ts";
import { PageQuery, pageOf } from "../page.ts";
import { Wallet } from "./wallet.ts";

const UsageCredits = z.object({
  captured: z.number(),
  released: z.number(),
  refunded: z.number(),
  granted: z.number(),
});

/** What an organization did in one mode, since it signed up or since `from`. Amounts in credits. */
export const Usage = z.object({
  mode: Mode,
  from: z.iso.datetime().nullable(),
  jobs: z.int(),
  rows: z.int(),
  credits: UsageCredits,
  by_email_status: z.partialRecord(EmailStatus, z.int()),
  wallet: Wallet,
});
export type Usage = z.infer<typeof Usage>;

export const UsageQuery = z.strictObject({ from: z.iso.datetime().optional() });
export type UsageQuery = z.infer<typeof UsageQuery>;

export const UsageGroupBy = z.enum(["key", "job", "day", "endpoint"]);
export type UsageGroupBy = z.infer<typeof UsageGroupBy>;

export const UsageGroupQuery = PageQuery.extend({
  group_by: UsageGroupBy,
  from: z.iso.datetime().optional(),
}).strict();
export type UsageGroupQuery = z.infer<typeof UsageGroupQuery>;

/** One key, job, day (UTC) or endpoint. Calls are counted within seconds and never decide about anything. */
export const UsageGroup = z.object({
  /** The key's or job's id, the day, or the endpoint. */
  group: z.string(),
  calls: z.int(),
  /** Calls that a limit refused; they are among `calls`. */
  denied: z.int(),
  credits: UsageCredits,
  by_email_status: z.partialRecord(EmailStatus, z.int()),
});
export type UsageGroup = z.infer<typeof UsageGroup>;

export const UsageGroupPage = pageOf(UsageGroup);
export type UsageGroupPage = z.infer<typeof UsageGroupPage>;
