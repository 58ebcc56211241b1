import { z } from "zod";
import { EmailStatus, Mode } from "../vocabulary.ts";
import { Timestamp, pageOf } from "../page.ts";

/** The wallet in credits: `granted = available + reserved + spent`, always. */
export const Wallet = z.object({
  mode: Mode,
  granted: z.number(),
  available: z.number(),
  reserved: z.number(),
  spent: z.number(),
});
export type Wallet = z.infer<typeof Wallet>;

export const EntryKind = z.enum(["grant", "reserve", "capture", "release", "refund"]);
export type EntryKind = z.infer<typeof EntryKind>;

/** One movement of the append-only ledger, in credits. `reasons` splits a release by why. */
export const Entry = z.object({
  id: z.string(),
  kind: EntryKind,
  credits: z.number(),
  version: z.int(),
  available_after: z.number(),
  job_id: z.string().nullable(),
  subject: z.string().nullable(),
  reasons: z.record(z.string(), z.number()).nullable(),
  reverses: z.string().nullable(),
  created_at: Timestamp,
});
export type Entry = z.infer<typeof Entry>;

/** An entry with what it paid for, or gave back: the verdict of each row that justified it, and its evidence. */
export const EntryDetail = Entry.extend({
  /** When the rows were deleted with the results of their job; null while they are shown, and where there were none. */
  rows_deleted_at: Timestamp.nullable(),
  rows: z.array(
    z.object({
      row: z.int(),
      ref: z.string().nullable(),
      email: z.string(),
      status: EmailStatus,
      reason: z.string(),
      credits: z.number(),
      checked_at: Timestamp.nullable(),
      /** What was asked and answered, step by step. */
      evidence: z.array(z.record(z.string(), z.unknown())),
    }),
  ),
});
export type EntryDetail = z.infer<typeof EntryDetail>;

export const EntryPage = pageOf(Entry);
export type EntryPage = z.infer<typeof EntryPage>;

/** The wallet recomputed from its entries. `ok` is false only if the ledger is broken; `problems` says where. */
export const Audit = z.object({
  ok: z.boolean(),
  version: z.int(),
  wallet: Wallet,
  entries: Wallet.omit({ mode: true }).extend({ count: z.int() }),
  problems: z.array(z.string()),
});
export type Audit = z.infer<typeof Audit>;

export const GrantCredits = z.strictObject({
  organization_id: z.string().max(100),
  mode: Mode,
  credits: z.int().positive().max(1_000_000_000),
  /** Repeating a grant with the same reference grants once. */
  reference: z.string().min(1).max(200).optional(),
});
export type GrantCredits = z.infer<typeof GrantCredits>;

export const GrantAnswer = z.object({ entry: z.string(), replayed: z.boolean(), wallet: Wallet });
export type GrantAnswer = z.infer<typeof GrantAnswer>;
