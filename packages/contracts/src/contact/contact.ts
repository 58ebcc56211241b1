import { z } from "zod";
import { contactFields, PROFILE_FIELDS, shapeOfFields } from "../contact-fields.ts";
import { count, givenTime } from "../scalar.ts";
import { EmailStatus } from "../vocabulary.ts";

const text = z.string().max(500).nullable().optional();
const address = z.string().max(254).nullable().optional();
const given = (description: string) =>
  `${description} null removes the value that the same source gave; a field that is left out keeps its value.`;

export const ContactInput = z
  .strictObject({
    key: z
      .string()
      .min(1)
      .max(200)
      .describe(
        "The source's own id for the contact. Importing the same `key` of the same `source` again updates it.",
      ),
    ...shapeOfFields(PROFILE_FIELDS, text, given),
    email: address.describe(
      given(`${contactFields.email.description} A text that is not an address rejects the contact.`),
    ),
    email_status: EmailStatus.optional().describe(
      "The source's verdict about `email`; searches show it unchanged. `unknown` when left out.",
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
        "Where the contacts come from, such as `crm`. When two sources disagree, the later one wins.",
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
    key: z.string().describe("The source's own id for that contact; empty when it has none."),
    reason: z
      .string()
      .describe("`invalid_email`, `not_identifiable`, `erased` (the person is erased) or `repeated_key`."),
    message: z.string().describe("The same in a sentence, for a person."),
  })
  .meta({ id: "RejectedContact", description: "A contact that was not imported, and why." });
export type RejectedContact = z.infer<typeof RejectedContact>;

export const ImportContactsAnswer = z
  .object({
    imported: count().describe("Accepted contacts: the sum of `created`, `updated` and `unchanged`."),
    created: count().describe("People who were new to the directory."),
    updated: count().describe("Known people with new or changed values."),
    unchanged: count().describe("Known people without a change."),
    rejected: z.array(RejectedContact).describe("Contacts that were refused, in the order of the call."),
  })
  .meta({
    id: "ImportContactsAnswer",
    description: "How many contacts were new, known or refused; the refused ones are listed.",
    examples: [{ imported: 1, created: 1, updated: 0, unchanged: 0, rejected: [] }],
  });
export type ImportContactsAnswer = z.infer<typeof ImportContactsAnswer>;
