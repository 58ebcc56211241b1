import type { HttpProviderDefinitionJson } from "#http/definition.ts";

/**
 * People Data Labs, Person Enrichment: https://docs.peopledatalabs.com/docs/reference-person-enrichment-api, with the
 * statuses of https://docs.peopledatalabs.com/docs/errors. Billed for a match (200), never for a 404; only people with a
 * work address count as a match here.
 */
export const peopleDataLabs = {
  name: "people_data_labs",
  url: "https://api.peopledatalabs.com/v5/person/enrich",
  method: "GET",
  headers: { "x-api-key": "{secret}" },
  query: {
    name: "{full_name}",
    first_name: "{first_name}",
    last_name: "{last_name}",
    // A name or a website; the website is more precise.
    company: "{domain|company}",
    profile: "{linkedin_url}",
    email: "{email}",
    required: "work_email",
    // From 1 to 10: at lower values, the match is less and less likely the right person.
    min_likelihood: "6",
    titlecase: "true",
  },
  needs: [
    ["first_name", "last_name", "domain"],
    ["full_name", "domain"],
    ["first_name", "last_name", "company"],
    ["full_name", "company"],
    ["linkedin_url"],
    ["email"],
  ],
  answer: {
    emails: ["data.work_email"],
    fields: {
      first_name: "data.first_name",
      last_name: "data.last_name",
      job_title: "data.job_title",
      company: "data.job_company_name",
      domain: "data.job_company_website",
      country: "data.location_country",
      city: "data.location_locality",
      linkedin_url: "data.linkedin_url",
      phone: "data.mobile_phone",
    },
    // Not the first name: the answer may have Robert for Bob.
    echo: { last_name: "data.last_name" },
    explanation: "error.message",
  },
  errors: [
    { status: 404, is: "not_found" },
    { status: 401, is: "unauthorized" },
    { status: 402, is: "out_of_credits" },
    { status: 429, is: "rate_limited" },
    { status: "4xx", is: "bad_request" },
    { status: "5xx", is: "unknown" },
  ],
  terms: { price: 1, charged: "match", concurrency: 8 },
} satisfies HttpProviderDefinitionJson;
