import { z } from "zod";
import { exampleShown, FACET_FIELDS, SHOWN_FIELDS, shapeOfFields } from "../contact-fields.ts";
import { exampleIds, exampleTimes } from "../example-world.ts";
import { pageShape } from "../page.ts";
import { count, timestamp, wholeNumberText } from "../scalar.ts";
import { EmailStatus } from "../vocabulary.ts";
import { ContactCompany } from "./company.ts";

export const Facet = z.enum([...FACET_FIELDS, "email_status"]).meta({
  id: "Facet",
  description:
    "A field that contacts are filtered and counted by. `email_status` is the latest verdict; the others are fields of the contact.",
});
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

export const SearchQuery = z
  .strictObject({
    q: z
      .string()
      .max(200)
      .optional()
      .describe(
        "Words of the name, title, company, department or domain. All of them have to be there; the last one may be cut short.",
      ),
    ...shapeOfFields(
      FACET_FIELDS,
      values,
      (description) =>
        `${description} Repeat it for several values: any of them matches, spelt as in \`facets\`.`,
    ),
    job_title: values.describe(
      "The whole title, in any case. Repeat it for several titles: any of them matches.",
    ),
    domain: values.describe(
      "The company's mail domain, in any case. Repeat it for several domains: any of them matches.",
    ),
    email_status: statuses.describe(
      "The latest verdict about the email. Repeat it for several: any of them matches.",
    ),
    verified_within_days: wholeNumberText(1, 3650)
      .optional()
      .describe(
        "Leaves out contacts whose email no mail host has confirmed or refused within this many days.",
      ),
    limit: wholeNumberText(1, 100)
      .default(25)
      .describe("The most contacts that one page has. A shorter page is the last one."),
    cursor: z
      .string()
      .max(200)
      .optional()
      .describe("`next_cursor` of the page before, unchanged. The first page is read without it."),
  })
  .meta({
    id: "SearchQuery",
    description:
      "Filters of a search; a contact has to match every one that is given. Without any, all contacts match.",
  });
export type SearchQuery = z.infer<typeof SearchQuery>;

const exampleFound = {
  id: exampleIds.contact,
  ...exampleShown,
  company: { name: "Acme", domain: "acme.test", industry: "Software", size: "51-200" },
  email: "a••@acme.test",
  email_status: "valid",
  verified_at: exampleTimes.created,
  owned: false,
};

export const FoundContact = z
  .object({
    id: z.string().describe("Sortable, `ct_` + 26 characters; one of the `ids` of `POST /v1/reveal`."),
    ...shapeOfFields(
      SHOWN_FIELDS,
      z.string().nullable(),
      (description) => `${description} null where no source says it.`,
    ),
    company: ContactCompany.describe("Where the person works."),
    email: z
      .string()
      .nullable()
      .describe(
        "Masked as `a••@acme.test`; the whole address once the contact is owned. null: none is known.",
      ),
    email_status: EmailStatus.describe("The latest verdict about the email; `unknown` where there is none."),
    verified_at: timestamp()
      .nullable()
      .describe(
        "When a mail host gave the verdict. null, or more than 90 days ago: a reveal verifies the email first.",
      ),
    owned: z
      .boolean()
      .describe("Whether the organization has paid for the contact, so that a reveal is free."),
  })
  .meta({
    id: "FoundContact",
    description:
      "A contact as a search shows it, free: the email is masked, phone and profile are left out until a reveal.",
    examples: [exampleFound],
  });
export type FoundContact = z.infer<typeof FoundContact>;

export const SearchFacet = z
  .object({
    value: z.string().describe("The value for the filter of that name that shows only these contacts."),
    count: count().describe("Contacts with this value among those that `matches` counts."),
  })
  .meta({ id: "SearchFacet", description: "A value of a field, and how frequent it is among the matches." });
export type SearchFacet = z.infer<typeof SearchFacet>;

export const SearchFacets = z.partialRecord(Facet, z.array(SearchFacet)).meta({
  id: "SearchFacets",
  description: "Field → its 20 most frequent values among the matches, the most frequent first.",
});
export type SearchFacets = z.infer<typeof SearchFacets>;

export const SearchMatches = z
  .object({
    count: count().describe("Contacts that match, counted up to 2,000."),
    capped: z.boolean().describe("True when there are 2,000 or more: the rest was not counted."),
  })
  .meta({ id: "SearchMatches", description: "How many contacts the facets count." });
export type SearchMatches = z.infer<typeof SearchMatches>;

export const SearchAnswer = z
  .object({
    ...pageShape(FoundContact),
    facets: SearchFacets.nullable().describe(
      "How the matches spread over the values of each field. null on every page but the first.",
    ),
    matches: SearchMatches.nullable().describe("How many contacts match. null on every page but the first."),
  })
  .meta({
    id: "SearchAnswer",
    description:
      "A page of contacts in the order of their ids, without those that the organization or the server suppresses.",
    examples: [
      {
        data: [exampleFound],
        facets: { country: [{ value: "DE", count: 120 }], email_status: [{ value: "valid", count: 96 }] },
        matches: { count: 120, capped: false },
        next_cursor: "Y3RfMDFrYXF2ZzRtN3EwdDN3Nno5YzJmNWo4bjE",
        has_more: true,
      },
    ],
  });
export type SearchAnswer = z.infer<typeof SearchAnswer>;
