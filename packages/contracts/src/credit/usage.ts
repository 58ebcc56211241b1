import { z } from "zod";
import { EmailStatus, Mode } from "../vocabulary.ts";
import { Wallet } from "./wallet.ts";

/** What an organization did in one mode, since it signed up or since `from`. Amounts in credits. */
export const Usage = z.object({
  mode: Mode,
  from: z.iso.datetime().nullable(),
  jobs: z.int(),
  rows: z.int(),
  credits: z.object({
    captured: z.number(),
    released: z.number(),
    refunded: z.number(),
    granted: z.number(),
  }),
  by_email_status: z.partialRecord(EmailStatus, z.int()),
  wallet: Wallet,
});
export type Usage = z.infer<typeof Usage>;

export const UsageQuery = z.strictObject({ from: z.iso.datetime().optional() });
export type UsageQuery = z.infer<typeof UsageQuery>;
