import { z } from "zod";
import { contactFields, PROFILE_FIELDS, shapeOfFields } from "../contact-fields.ts";
import { count, givenTime } from "../scalar.ts";
import { EmailStatus } from "../vocabulary.ts";

const text = z.string().max(500).nullable().optional();
const address = z.string().max(254).nullable().optional();
const given = (description: string) =>
  `${description} null withdraws what the same source gave; a field that is left out changes nothing.`;

export const ContactInput = z
  .strictObject({
    key: z
      .string()
      .min(1)
      .max(200)
      .describe(
        "What the source calls the contact. Importing the same `key` of the same `source` again updates it.",
      ),
    ...shapeOfFields(PROFILE_FIELDS, text, given),
    email: address.describe(
      given(`${contactFields.email.description} A text that is not an address rejects the contact.`),
    ),
    email_status: EmailStatus.optional().describe(
      "The verdict that the source has about `email`; searches show it as it is. `unknown` when left out.",
    ),
    verified_at: givenTime()
      .nullable()
      .optional()
      .describe(
        "When a mail host gave the verdict, in UTC. Without it, or after 90 days, the email is verified before it is charged.",
      ),
  })
  .meta({
    id: "ContactInput",
    description:
      "A contact as an operator imports it. It needs an email, a LinkedIn URL, or first and last name with a company or its domain.",
  });
export type ContactInput = z.infer<typeof ContactInput>;

export const ImportContacts = z
  .strictObject({
    source: z
      .string()
      .min(1)
      .max(100)
      .describe(
        "Where the contacts come from, such as `crm`. Of two sources that disagree the later one holds.",
      ),
    contacts: z
      .array(ContactInput)
      .min(1)
      .max(5_000)
      .describe("At most 5,000; a longer list is imported as a file at `/ops/api/directory`."),
  })
  .meta({
    id: "ImportContacts",
    description: "Contacts for the directory. Importing the same again changes nothing.",
    examples: [
      {
        source: "crm",
        contacts: [
          {
            key: "17",
            first_name: "Ada",
            last_name: "Lovelace",
            job_title: "CTO",
            domain: "acme.test",
            email: "ada@acme.test",
          },
        ],
      },
    ],
  });
export type ImportContacts = z.infer<typeof ImportContacts>;

export const RejectedContact = z
  .object({
    position: count().describe("Index in `contacts` of the call, counted from 0."),
    key: z.string().describe("What the source calls that contact; empty where it has no key."),
    reason: z
      .string()
      .describe(
        "`invalid_email`, `not_identifiable`, `erased` (the person asked to be forgotten) or `repeated_key`.",
      ),
    message: z.string().describe("The same in a sentence, for a person."),
  })
  .meta({ id: "RejectedContact", description: "A contact that was not imported, and why." });
export type RejectedContact = z.infer<typeof RejectedContact>;

export const ImportContactsAnswer = z
  .object({
    imported: count().describe("Contacts that were taken: the sum of `created`, `updated` and `unchanged`."),
    created: count().describe("People that the directory did not know."),
    updated: count().describe("Known people about whom something was new."),
    unchanged: count().describe("Known people about whom nothing was new."),
    rejected: z.array(RejectedContact).describe("Contacts that were not taken, in the order of the call."),
  })
  .meta({
    id: "ImportContactsAnswer",
    description: "How many of them were new, known or refused; the refused ones are listed.",
    examples: [{ imported: 1, created: 1, updated: 0, unchanged: 0, rejected: [] }],
  });
export type ImportContactsAnswer = z.infer<typeof ImportContactsAnswer>;
