import { LookupAnswer, SearchAnswer } from "@winnow/contracts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { operator, startTestApi, type TestApi, type TestOrganization } from "#fixture/test-api.ts";

// Texts with a meaning for a database, a search query, a template or a page. Here each is plain text, found only by a search
// for exactly this text.
const hostile = [
  "'; drop table contacts; --",
  "' or 1=1 --",
  "\\'; select pg_sleep(10); --",
  "$1",
  "${organization}",
  "%",
  "_",
  "a & !b | (c <-> d):*",
  "'':*",
  "{x,y}",
  '{"$ne":null}',
  "<script>alert(1)</script>",
  "=cmd|' /C calc'!A0",
  "\u202Eevil",
  "ﷺ",
  "a\\",
] as const;
const FIELDS = [
  "first_name",
  "last_name",
  "job_title",
  "seniority_level",
  "department",
  "company",
  "industry",
  "company_size",
  "country",
  "state",
  "city",
  "linkedin_url",
  "phone",
] as const;

let api: TestApi;
let organization: TestOrganization;
beforeAll(async () => {
  api = await startTestApi({
    keyLimit: { name: "key", quota: 10_000, windowSeconds: 60 },
    organizationLimit: { name: "organization", quota: 10_000, windowSeconds: 60 },
  });
  organization = await api.signUp();
  const contacts = hostile.map((text, index) => ({
    key: text,
    email: `person${index}@acme.test`,
    ...Object.fromEntries(FIELDS.map((field) => [field, text])),
  }));
  await api.post("/ops/api/contacts", { source: hostile[0], contacts }, operator);
});
afterAll(() => api[Symbol.asyncDispose]());

async function search(query: Record<string, string>): Promise<SearchAnswer> {
  const response = await api.fetch(`/v1/search?${new URLSearchParams(query)}`, {
    headers: organization.test,
  });
  const text = await response.text();
  expect(response.status, text).toBe(200);
  return SearchAnswer.parse(JSON.parse(text));
}

test.each(hostile)("%j is plain text", async (text) => {
  const facets = ["country", "state", "city", "industry", "company_size", "seniority_level", "department"];
  for (const filter of [...facets, "job_title"]) {
    const { data } = await search({ [filter]: text });
    expect(data.map((contact) => contact.first_name)).toEqual([text]);
  }
  // Two filters use another index.
  expect((await search({ country: text, industry: text })).data).toHaveLength(1);
  expect((await search({ country: text, industry: "none" })).data).toEqual([]);
  await search({ q: text, domain: text });
  for (const person of [
    { email: text },
    { linkedin_url: text },
    { full_name: text, company: text },
    { first_name: text, last_name: text, domain: text },
  ]) {
    const response = await api.post("/v1/lookup", person, organization.test);
    expect(response.status).toBe(200);
    LookupAnswer.parse(await response.json());
  }
  expect(await api.counts()).toMatchObject({ contacts: hostile.length });
});
