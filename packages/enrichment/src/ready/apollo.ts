import type { HttpProviderDefinitionJson } from "#http/definition.ts";

/**
 * Apollo, People Enrichment: https://docs.apollo.io/reference/people-enrichment, with the body of
 * https://docs.apollo.io/docs/enrich-people-data, so that people do not stand in the logs of proxies, and the statuses of
 * https://docs.apollo.io/reference/status-codes. Billed for a person that was matched, with or without an address.
 */
export const apollo = {
  name: "apollo",
  url: "https://api.apollo.io/api/v1/people/match",
  method: "POST",
  headers: { "x-api-key": "{secret}", "cache-control": "no-cache" },
  body: {
    first_name: "{first_name}",
    last_name: "{last_name}",
    name: "{full_name}",
    organization_name: "{company}",
    domain: "{domain}",
    linkedin_url: "{linkedin_url}",
    email: "{email}",
    reveal_personal_emails: false,
    reveal_phone_number: false,
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
    emails: ["person.email"],
    fields: {
      first_name: "person.first_name",
      last_name: "person.last_name",
      job_title: "person.title",
      company: "person.organization.name",
      domain: "person.organization.primary_domain",
      country: "person.country",
      city: "person.city",
      linkedin_url: "person.linkedin_url",
    },
    // Not the first name: Apollo returns Robert for Bob.
    echo: { last_name: "person.last_name" },
    not_found_when: [
      { path: "person", equals: null },
      // The placeholder of an address that has not been unlocked.
      { path: "person.email", equals: "email_not_unlocked@domain.com" },
    ],
    explanation: "error",
  },
  errors: [
    { status: 401, is: "unauthorized" },
    { status: 403, is: "unauthorized" },
    { status: 402, is: "out_of_credits" },
    { status: 429, is: "rate_limited" },
    { status: "4xx", is: "bad_request" },
    { status: "5xx", is: "unknown" },
  ],
  terms: { price: 1, charged: "match", timeout_ms: 15_000 },
} satisfies HttpProviderDefinitionJson;
