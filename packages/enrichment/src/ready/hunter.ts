import type { HttpProviderDefinitionJson } from "#http/definition.ts";

/**
 * Hunter, Email Finder: https://hunter.io/api-documentation/v2#email-finder. Billed for an address that was found. Its 403 means
 * "too fast", its 429 "the plan is used up", its 451 "the person has objected".
 */
export const hunter = {
  name: "hunter",
  url: "https://api.hunter.io/v2/email-finder",
  method: "GET",
  headers: { "x-api-key": "{secret}" },
  query: {
    domain: "{domain}",
    company: "{company}",
    first_name: "{first_name}",
    last_name: "{last_name}",
    full_name: "{full_name}",
    max_duration: "10",
  },
  needs: [
    ["first_name", "last_name", "domain"],
    ["full_name", "domain"],
    ["first_name", "last_name", "company"],
    ["full_name", "company"],
  ],
  answer: {
    emails: ["data.email"],
    fields: {
      first_name: "data.first_name",
      last_name: "data.last_name",
      job_title: "data.position",
      company: "data.company",
      domain: "data.domain",
      linkedin_url: "data.linkedin_url",
      phone: "data.phone_number",
    },
    echo: { first_name: "data.first_name", last_name: "data.last_name" },
    explanation: "errors[0].details",
  },
  errors: [
    { status: 401, is: "unauthorized" },
    { status: 403, is: "rate_limited" },
    { status: 429, is: "out_of_credits" },
    { status: 451, is: "not_found" },
    { status: "4xx", is: "bad_request" },
    { status: "5xx", is: "unknown" },
  ],
  // Longer than max_duration above, or every slow search would be paid for without a result.
  terms: { price: 1, charged: "found", timeout_ms: 15_000, concurrency: 5 },
} satisfies HttpProviderDefinitionJson;
