import { z } from "zod";
import { ContactCompany } from "./company.ts";
import { Timestamp } from "../page.ts";
import { EmailStatus } from "../vocabulary.ts";

const text = z.string().trim().min(1).max(320).optional();

/** A person by email, LinkedIn URL, or name with company or domain; a company by its domain alone. */
export const Lookup = z
  .strictObject({
    email: text,
    linkedin_url: text,
    first_name: text,
    last_name: text,
    full_name: text,
    company: text,
    domain: text,
  })
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
    { error: "must name an email, a LinkedIn URL, a domain, or a name with a company" },
  );
export type Lookup = z.infer<typeof Lookup>;

/** What is known, and what it would cost. Free, and told without telling it. */
export const LookupAnswer = z.object({
  known: z.boolean(),
  kind: z.enum(["person", "company"]),
  /** For `POST /v1/reveal`. */
  contact_id: z.string().nullable(),
  /** Fields that a reveal would show. */
  available: z.array(z.string()),
  email_status: EmailStatus.nullable(),
  verified_at: Timestamp.nullable(),
  owned: z.boolean(),
  /** What a reveal costs at most, in credits; 0 when it is owned or has no usable email. */
  price: z.number(),
  company: ContactCompany.nullable(),
  /** Contacts that are known of a company, counted up to 10,000. */
  contacts: z.int().nullable(),
});
export type LookupAnswer = z.infer<typeof LookupAnswer>;
