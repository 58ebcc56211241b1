import { Audit, LookupAnswer, RevealAnswer, SearchAnswer, type ContactInput } from "@winnow/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshKey } from "#fixture/job-calls.ts";
import {
  expectProblem,
  operator,
  startTestApi,
  type TestApi,
  type TestOrganization,
} from "#fixture/test-api.ts";

let api: TestApi;
let organization: TestOrganization;
const TODAY = new Date().toISOString();
const people: ContactInput[] = [
  {
    key: "ada",
    first_name: "Ada",
    last_name: "Lovelace",
    job_title: "CTO",
    seniority_level: "c_suite",
    department: "engineering",
    company: "Acme GmbH",
    domain: "acme.test",
    industry: "Software",
    company_size: "51-200",
    country: "DE",
    city: "Berlin",
    email: "ada@acme.test",
    email_status: "valid",
    verified_at: TODAY,
    phone: "+49 30 1",
  },
  {
    key: "bob",
    first_name: "Bob",
    last_name: "Müller",
    domain: "acme.test",
    country: "DE",
    email: "bob@acme.test",
    email_status: "catch_all",
    verified_at: TODAY,
  },
  {
    key: "eve",
    first_name: "Eve",
    last_name: "Old",
    domain: "acme.test",
    country: "FR",
    email: "eve@acme.test",
    email_status: "valid",
    verified_at: "2020-01-01T00:00:00Z",
  },
  {
    key: "ira",
    first_name: "Ira",
    last_name: "Gone",
    domain: "acme.test",
    country: "FR",
    email: "ira@acme.test",
    email_status: "invalid",
    verified_at: TODAY,
  },
  { key: "noa", first_name: "Noa", last_name: "Mail", domain: "acme.test", country: "FR" },
  {
    key: "sue",
    first_name: "Sue",
    last_name: "Pressed",
    domain: "gone.test",
    country: "DE",
    email: "sue@gone.test",
    email_status: "valid",
    verified_at: TODAY,
  },
];
const ids: Record<string, string> = {};

beforeAll(async () => {
  api = await startTestApi({
    singleWaitMs: 50,
    keyLimit: { name: "key", quota: 10_000, windowSeconds: 60 },
    organizationLimit: { name: "organization", quota: 10_000, windowSeconds: 60 },
  });
  organization = await api.signUp();
  await api.post("/ops/api/contacts", { source: "crm", contacts: people }, operator);
  const stored = await api.database.kysely
    .selectFrom("contact_sources")
    .select(["contact_id as id", "key"])
    .execute();
  for (const { id, key } of stored) ids[key] = id;
  await api.post(
    "/v1/suppressions",
    { suppressions: [{ kind: "domain", value: "gone.test" }] },
    organization.test,
  );
});
afterAll(() => api[Symbol.asyncDispose]());

async function search(query: string, headers = organization.test): Promise<SearchAnswer> {
  const response = await api.fetch(`/v1/search?${query}`, { headers });
  return SearchAnswer.strict().parse(await response.json());
}
const names = ({ data }: SearchAnswer) => data.map(({ first_name: first }) => first).toSorted();
const ask = (body: object, headers: Record<string, string> = organization.test) =>
  api.post("/v1/reveal", body, { "idempotency-key": freshKey(), ...headers });
async function reveal(keys: string[], headers: Record<string, string> = organization.test) {
  const response = await ask({ ids: keys.map((key) => ids[key] ?? key) }, headers);
  return RevealAnswer.strict().parse(await response.json());
}
async function expectBooksToAgree(headers = organization.test) {
  const audit = Audit.parse(await (await api.fetch("/v1/credits/audit", { headers })).json());
  expect(audit).toMatchObject({ ok: true, wallet: { reserved: 0 } });
  return audit.wallet;
}

describe("search", () => {
  test.each([
    ["", ["Ada", "Bob", "Eve", "Ira", "Noa"]],
    ["country=DE", ["Ada", "Bob"]],
    ["country=DE&country=FR&email_status=valid", ["Ada", "Eve"]],
    ["q=lovel", ["Ada"]],
    ["q=muller%20acme", ["Bob"]],
    ["q=acme%20gmbh", ["Ada"]],
    ["q=%27%20%26%20!%3A*", ["Ada", "Bob", "Eve", "Ira", "Noa"]],
    ["job_title=cto&industry=Software&city=Berlin", ["Ada"]],
    ["domain=ACME.test&verified_within_days=30", ["Ada", "Bob", "Ira"]],
    ["country=XX", []],
  ])("%j finds %j", async (query, expected) => {
    expect(names(await search(query))).toEqual(expected);
  });

  test("returns masked emails, and facets of the matches", async () => {
    const { data, facets, matches } = await search("domain=acme.test");
    expect(data.find(({ first_name: first }) => first === "Ada")).toMatchObject({
      email: "a••@acme.test",
      email_status: "valid",
      owned: false,
      company: { name: "Acme GmbH", domain: "acme.test", industry: "Software", size: "51-200" },
    });
    expect(facets?.country).toEqual([
      { value: "FR", count: 3 },
      { value: "DE", count: 2 },
    ]);
    expect(facets?.email_status).toContainEqual({ value: "valid", count: 2 });
    expect(matches).toEqual({ count: 5, capped: false });
  });

  test("pages list each contact once", async () => {
    const seen: (string | null)[] = [];
    for (let query = "limit=2"; query !== "";) {
      const page = await search(query);
      seen.push(...page.data.map(({ first_name: first }) => first));
      query = page.next_cursor === null ? "" : `limit=2&cursor=${page.next_cursor}`;
      expect(page.has_more).toBe(query !== "");
    }
    expect(seen.toSorted()).toEqual(["Ada", "Bob", "Eve", "Ira", "Noa"]);
  });

  test("finds contacts that only another organization suppresses", async () => {
    const stranger = await api.signUp();
    expect(names(await search("domain=gone.test", stranger.test))).toEqual(["Sue"]);
    expect(names(await search("domain=gone.test"))).toEqual([]);
  });

  test.each([
    "email_status=fine",
    "limit=0",
    "limit=101",
    "verified_within_days=x",
    "colour=red",
    "country=",
  ])("refuses %s", async (query) => {
    await expectProblem(
      await api.fetch(`/v1/search?${query}`, { headers: organization.test }),
      "validation_failed",
    );
  });
});

describe("lookup", () => {
  const look = async (body: object) =>
    LookupAnswer.strict().parse(await (await api.post("/v1/lookup", body, organization.test)).json());

  test.each([
    [{ email: "ADA@acme.test" }],
    [{ first_name: "ada", last_name: "LOVELACE", domain: "https://www.acme.test/" }],
    [{ full_name: "Ada Lovelace", company: "ACME" }],
  ])("%j is found: fields and price, no values", async (body) => {
    const answer = await look(body);
    expect(answer).toMatchObject({
      known: true,
      contact_id: ids["ada"],
      email_status: "valid",
      price: 1,
      owned: false,
    });
    expect(answer.available).toEqual(expect.arrayContaining(["email", "phone", "job_title"]));
    expect(JSON.stringify(answer)).not.toMatch(/ada@|\+49/);
  });

  test("a company's contacts are counted; an unknown and a suppressed person are not found", async () => {
    expect(await look({ domain: "acme.test" })).toMatchObject({ kind: "company", known: true, contacts: 5 });
    expect(await look({ domain: "nowhere.test" })).toMatchObject({ known: false, contacts: null });
    expect(await look({ email: "nobody@acme.test" })).toMatchObject({ known: false, contact_id: null });
    expect(await look({ email: "sue@gone.test" })).toMatchObject({ known: false, contact_id: null });
    expect(await look({ email: "ira@acme.test" })).toMatchObject({ known: true, price: 0 });
  });

  test("a look-up that names no person is refused", async () => {
    for (const body of [{}, { first_name: "Ada" }, { company: "Acme" }, { full_name: " " }]) {
      await expectProblem(await api.post("/v1/lookup", body, organization.test), "validation_failed");
    }
  });
});

describe("reveal", () => {
  test("costs a credit once for each new usable contact; the others are free and say why", async () => {
    const one = await api.signUp();
    await api.post(
      "/v1/suppressions",
      { suppressions: [{ kind: "email", value: "sue@gone.test" }] },
      one.test,
    );
    const first = await reveal(["ada", "bob", "ira", "noa", "sue", "ct_nobody", "ada"], one.test);
    expect(first.data.map(({ status }) => status)).toEqual([
      "revealed",
      "revealed",
      "invalid",
      "invalid",
      "suppressed",
      "not_found",
    ]);
    expect(first.data[0]).toMatchObject({
      email: { address: "ada@acme.test", status: "valid" },
      contact: { phone: "+49 30 1" },
      charge: { credits: 1, basis: "new_contact", entry: expect.stringMatching(/^ent_/) },
    });
    expect(first.data[2]).toMatchObject({ email: { address: "i••@acme.test" }, contact: null, charge: null });
    expect(first.credits).toEqual({ charged: 2, available: 998 });
    const again = await reveal(["ada", "bob"], one.test);
    expect(again.data.map(({ status, charge }) => [status, charge])).toEqual([
      ["owned", null],
      ["owned", null],
    ]);
    expect(again.credits).toEqual({ charged: 0, available: 998 });
    expect((await search("q=lovelace", one.test)).data[0]).toMatchObject({
      email: "ada@acme.test",
      owned: true,
    });
    expect(await expectBooksToAgree(one.test)).toMatchObject({ spent: 2 });
    const bounce = { email: "ada@acme.test", dsn: "5.1.1", received_at: new Date().toISOString() };
    expect(await (await api.post("/v1/bounces", bounce, one.test)).json()).toMatchObject({
      status: "refunded",
    });
    // This test changed the directory; the next tests begin with the state before it.
    expect((await search("q=lovelace", organization.test)).data[0]).toMatchObject({
      email_status: "invalid",
    });
    await api.database.kysely
      .updateTable("contacts")
      .set({ email_status: "valid" })
      .where("email", "=", "ada@acme.test")
      .execute();
  });

  test("the same key is the same reveal; with other contacts it is refused", async () => {
    const one = await api.signUp();
    const headers = { ...one.test, "idempotency-key": "one" };
    const first = await ask({ ids: [ids["ada"]] }, headers);
    const again = await ask({ ids: [ids["ada"]] }, headers);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(again.headers.get("credits-charged")).toBe("1");
    expect(await again.json()).toEqual(await first.json());
    await expectProblem(await ask({ ids: [ids["bob"]] }, headers), "idempotency_key_reused");
    expect(await expectBooksToAgree(one.test)).toMatchObject({ spent: 1 });
  });

  test("twenty concurrent reveals of overlapping contacts pay for each contact once", async () => {
    const one = await api.signUp();
    const sets = [["ada", "bob"], ["bob", "ada"], ["ada"], ["bob"]];
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => reveal(sets[n % 4] ?? [], one.test)),
    );
    const revealed = answers.flatMap(({ data }) => data.filter(({ charge }) => (charge?.credits ?? 0) > 0));
    expect(revealed.map(({ id }) => id).toSorted()).toEqual([ids["ada"], ids["bob"]].toSorted());
    expect(answers.flatMap(({ data }) => data).every(({ email }) => !email?.address.includes("•"))).toBe(
      true,
    );
    expect(await expectBooksToAgree(one.test)).toMatchObject({ spent: 2 });
  });

  test("a contact that was verified long ago is verified again first, and is free until then", async () => {
    const one = await api.signUp();
    const { data, credits } = await reveal(["eve", "ada"], one.test);
    expect(data).toMatchObject([
      { status: "unverified", email: { address: "e••@acme.test" }, charge: null },
      { status: "revealed" },
    ]);
    expect(credits.charged).toBe(1);
  });

  test("too few credits, max_credits, or a key's ceiling refuse before anything is charged", async () => {
    await using poor = await startTestApi({ welcomeCredits: { live: 0, test: 1 } });
    const one = await poor.signUp();
    await poor.post("/ops/api/contacts", { source: "crm", contacts: people }, operator);
    const stored = await poor.database.kysely
      .selectFrom("contact_sources")
      .select(["contact_id as id", "key"])
      .execute();
    const own = stored.filter(({ key }) => key === "ada" || key === "bob").map(({ id }) => id);
    const before = await poor.counts();
    const post = (body: object, headers: Record<string, string>) =>
      poor.post("/v1/reveal", body, { "idempotency-key": freshKey(), ...headers });
    const shortage = await expectProblem(await post({ ids: own }, one.test), "insufficient_credits");
    expect(shortage).toMatchObject({ required: 2, available: 1, shortfall: 1 });
    await expectProblem(await post({ ids: own, max_credits: 1 }, one.test), "insufficient_credits");
    expect(await poor.counts()).toEqual(before);
    const capped = await api.post("/v1/keys", { name: "capped", max_credits_total: 1 }, organization.test);
    const { token } = (await capped.json()) as { token: string };
    const refused = await ask({ ids: [ids["ada"], ids["bob"]] }, { authorization: `Bearer ${token}` });
    await expectProblem(refused, "key_budget_exceeded");
  });

  test("a hundred and one ids, none, or no key are refused", async () => {
    await expectProblem(
      await ask({ ids: Array.from({ length: 101 }, (_, n) => `ct_${n}`) }),
      "validation_failed",
    );
    await expectProblem(await ask({ ids: [] }), "validation_failed");
    await expectProblem(
      await api.post("/v1/reveal", { ids: ["ct_1"] }, organization.test),
      "idempotency_key_required",
    );
  });
});
