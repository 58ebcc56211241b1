import { z } from "zod";
import { Timestamp } from "../page.ts";
import { EmailStatus } from "../vocabulary.ts";

/** Stored evidence is to be judged again by today's rules; a dry run counts and changes nothing. */
export const StartReclassification = z.strictObject({ dry_run: z.boolean().default(false) });
export type StartReclassification = z.infer<typeof StartReclassification>;

const Verdict = z.object({ status: EmailStatus, reason: z.string() });

/** How far a re-classification is, and what came of it. */
export const Reclassification = z.object({
  id: z.string(),
  dry_run: z.boolean(),
  status: z.enum(["queued", "running", "completed"]),
  /** Of the rules that it judges by; null until a worker has taken it up. */
  classifier_version: z.string().nullable(),
  verdict_version: z.string().nullable(),
  /** Results that were looked at. */
  examined: z.int(),
  /** Rows whose verdict changed, the most frequent change first. */
  changes: z.array(z.object({ from: Verdict, to: Verdict, rows: z.int() })),
  /** Paid rows that proved invalid within the guarantee. */
  refunds: z.object({ rows: z.int(), credits: z.number() }),
  created_at: Timestamp,
  ended_at: Timestamp.nullable(),
});
export type Reclassification = z.infer<typeof Reclassification>;
