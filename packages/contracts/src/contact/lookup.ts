import { z } from "zod";
import { exampleIds, exampleTimes } from "../example-world.ts";
import { count, credits, timestamp } from "../scalar.ts";
import { EmailStatus } from "../vocabulary.ts";
import { ContactCompany } from "./company.ts";
import { waysToName } from "./named.ts";
import { namedPerson } from "./person-query.ts";

export const Lookup = z
  .strictObject(namedPerson(320))
  .refine(
    ({
      email,
      linkedin_url: linkedin,
      domain,
      company,
      full_name: full,
      first_name: first,
      last_name: last,
    }) => email ?? linkedin ?? domain ?? (company && (full ?? (first && last))),
    {
      params: { code: "names_no_person" },
      error: "must name an email, a LinkedIn URL, a domain, or a name with a company",
    },
  )
  .meta({
    anyOf: [{ required: ["domain"] }, ...waysToName],
    id: "Lookup",
    description:
      "A person by email, LinkedIn URL, or name with company or domain; a company by its domain alone.",
    examples: [{ first_name: "Ada", last_name: "Lovelace", domain: "acme.test" }],
  });
export type Lookup = z.infer<typeof Lookup>;

export const LookupKind = z.enum(["person", "company"]).meta({
  id: "LookupKind",
  description:
    "`company`: the call had a domain and no name, email or profile. `person`: it had one of these.",
});
export type LookupKind = z.infer<typeof LookupKind>;

export const LookupAnswer = z
  .object({
    known: z
      .boolean()
      .describe(
        "Whether the directory knows the person or company. False also where a suppression covers the person.",
      ),
    kind: LookupKind.describe(
      "How the call was understood; it decides which of the other fields are filled.",
    ),
    contact_id: z
      .string()
      .nullable()
      .describe(
        "`ct_` + 26 characters: one of the `ids` of `POST /v1/reveal`. null for a company, and when the person is unknown.",
      ),
    available: z
      .array(z.string())
      .describe("Fields that a reveal would show, by name and without their values."),
    email_status: EmailStatus.nullable().describe(
      "The latest verdict about the email. null: no email is known.",
    ),
    verified_at: timestamp()
      .nullable()
      .describe(
        "When a mail host gave the verdict. null, or more than 90 days ago: a reveal verifies the email first.",
      ),
    owned: z
      .boolean()
      .describe("Whether the organization has paid for the contact, so that a reveal is free."),
    price: credits().describe(
      "The most credits that a reveal would cost; 0 when it is owned or has no usable email.",
    ),
    company: ContactCompany.nullable().describe(
      "The company, or that of the person. null when it is unknown.",
    ),
    contacts: count()
      .nullable()
      .describe(
        "Of a company: contacts that the directory knows there, counted up to 10,000. null for a person.",
      ),
  })
  .meta({
    id: "LookupAnswer",
    description:
      "The known fields, and the price of a reveal. A look-up is free and shows no value of a person.",
    examples: [
      {
        known: true,
        kind: "person",
        contact_id: exampleIds.contact,
        available: ["first_name", "last_name", "job_title", "phone", "email"],
        email_status: "valid",
        verified_at: exampleTimes.created,
        owned: false,
        price: 1,
        company: { name: "Acme", domain: "acme.test", industry: "Software", size: "51-200" },
        contacts: null,
      },
    ],
  });
export type LookupAnswer = z.infer<typeof LookupAnswer>;
