import { z } from "zod";
import { ContactCompany } from "./company.ts";
import { FACET_FIELDS, SHOWN_FIELDS, shapeOfFields } from "../contact-fields.ts";
import { pageOf, Timestamp } from "../page.ts";
import { EmailStatus } from "../vocabulary.ts";

/** What contacts are filtered and counted by. */
export const Facet = z.enum([...FACET_FIELDS, "email_status"]);
export type Facet = z.infer<typeof Facet>;

/** A query may name a filter several times: any of the values. */
const values = z.preprocess(
  (value) => (typeof value === "string" ? [value] : value),
  z.array(z.string().min(1).max(200)).max(50).optional(),
);
const statuses = z.preprocess(
  (value) => (typeof value === "string" ? [value] : value),
  z.array(EmailStatus).max(5).optional(),
);

export const SearchQuery = z.strictObject({
  /** Words of name, title, company, department or domain; all of them must be there. */
  q: z.string().max(200).optional(),
  ...shapeOfFields(FACET_FIELDS, values),
  job_title: values,
  domain: values,
  email_status: statuses,
  /** Verified within so many days. */
  verified_within_days: z.coerce.number().int().min(1).max(3650).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: z.string().max(200).optional(),
});
export type SearchQuery = z.infer<typeof SearchQuery>;

/** A contact as it is shown for nothing: the email is masked until it is revealed. */
export const FoundContact = z.object({
  id: z.string(),
  ...shapeOfFields(SHOWN_FIELDS, z.string().nullable()),
  company: ContactCompany,
  /** `a••@acme.test`; the whole address once it is owned; null when none is known. */
  email: z.string().nullable(),
  email_status: EmailStatus,
  /** When a mail host said so; null: it is verified before it is paid for. */
  verified_at: Timestamp.nullable(),
  owned: z.boolean(),
});
export type FoundContact = z.infer<typeof FoundContact>;

export const SearchAnswer = pageOf(FoundContact).extend({
  /** On the first page: how often each value stands among the matches, the most frequent first. */
  facets: z.partialRecord(Facet, z.array(z.object({ value: z.string(), count: z.int() }))).nullable(),
  /** What the facets count: all matches, or the first 2,000 of them. */
  matches: z.object({ count: z.int(), capped: z.boolean() }).nullable(),
});
export type SearchAnswer = z.infer<typeof SearchAnswer>;
