import { z } from "zod";
import { contactFields, PROFILE_FIELDS, shapeOfFields } from "../contact-fields.ts";
import { Timestamp } from "../page.ts";
import { EmailStatus } from "../vocabulary.ts";

const text = z.string().max(500).nullable().optional();
const address = z.string().max(254).nullable().optional();

/** A contact as operators import it. `source` and `key` together identify it: importing again updates. */
export const ContactInput = z.strictObject({
  key: z.string().min(1).max(200),
  ...shapeOfFields(PROFILE_FIELDS, text),
  email: address.describe(contactFields.email.description),
  email_status: EmailStatus.optional(),
  /** When a mail host said so; an email that was never verified is verified before it is paid for. */
  verified_at: Timestamp.nullable().optional(),
});
export type ContactInput = z.infer<typeof ContactInput>;

export const ImportContacts = z.strictObject({
  source: z.string().min(1).max(100),
  contacts: z.array(ContactInput).min(1).max(5_000),
});
export type ImportContacts = z.infer<typeof ImportContacts>;

/** `rejected` are the positions of contacts that could not be taken, and why. */
export const ImportContactsAnswer = z.object({
  imported: z.int(),
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  rejected: z.array(
    z.object({ position: z.int(), key: z.string(), reason: z.string(), message: z.string() }),
  ),
});
export type ImportContactsAnswer = z.infer<typeof ImportContactsAnswer>;
