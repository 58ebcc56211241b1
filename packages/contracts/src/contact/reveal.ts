import { z } from "zod";
import { RowContact } from "../job/row-contact.ts";
import { RowCharge } from "../job/row.ts";
import { Timestamp } from "../page.ts";
import { EmailStatus } from "../vocabulary.ts";

export const REVEAL_MAX = 100;

export const Reveal = z.strictObject({
  ids: z.array(z.string().min(1).max(100)).min(1).max(REVEAL_MAX),
  /** Never charges more than this. */
  max_credits: z.int().min(0).max(1_000_000).optional(),
});
export type Reveal = z.infer<typeof Reveal>;

/**
 * `revealed`: paid for now. `owned`: paid for before. `invalid`: its email is of no use, and free. `unverified`: a mail host
 * has not answered yet, and nothing was charged; try again later.
 */
export const RevealStatus = z.enum(["revealed", "owned", "suppressed", "not_found", "invalid", "unverified"]);
export type RevealStatus = z.infer<typeof RevealStatus>;

export const RevealedContact = z.object({
  id: z.string(),
  status: RevealStatus,
  email: z.object({ address: z.string(), status: EmailStatus, verified_at: Timestamp.nullable() }).nullable(),
  contact: RowContact.nullable(),
  charge: RowCharge.nullable(),
});
export type RevealedContact = z.infer<typeof RevealedContact>;

export const RevealAnswer = z.object({
  data: z.array(RevealedContact),
  credits: z.object({ charged: z.number(), available: z.number() }),
});
export type RevealAnswer = z.infer<typeof RevealAnswer>;
