import { LookupAnswer, RevealAnswer, SearchAnswer } from "@winnow/contracts";
import type { PriceList } from "@winnow/core";
import { describe, expect, test } from "vitest";
import { freshKey } from "#fixture/job-calls.ts";
import { operator, startTestApi, type TestApi } from "#fixture/test-api.ts";

const contacts = (["valid", "catch_all", "risky"] as const).map((status) => ({
  key: status,
  first_name: status,
  last_name: "Lovelace",
  domain: "acme.test",
  email: `${status}@acme.test`,
  email_status: status,
  verified_at: new Date().toISOString(),
}));

/** An organization with ten credits, on a server with these prices and three contacts. */
async function withPrices(prices: Partial<PriceList>) {
  const api = await startTestApi({ prices, welcomeCredits: { live: 0, test: 10 } });
  const { test: headers } = await api.signUp();
  await api.post("/ops/api/contacts", { source: "crm", contacts }, operator);
  const stored = await api.database.kysely
    .selectFrom("contact_sources")
    .select(["contact_id as id", "key"])
    .execute();
  const ids = contacts.map(({ key }) => stored.find((one) => one.key === key)?.id);
  const reveal = (asked: readonly (string | undefined)[]) =>
    api.post("/v1/reveal", { ids: asked }, { ...headers, "idempotency-key": freshKey() });
  const look = async (email: string) =>
    LookupAnswer.parse(await (await api.post("/v1/lookup", { email }, headers)).json());
  return { api, headers, ids, reveal, look, [Symbol.asyncDispose]: () => api[Symbol.asyncDispose]() };
}

const found = async (api: TestApi, headers: Record<string, string>) =>
  SearchAnswer.parse(await (await api.fetch("/v1/search?domain=acme.test", { headers })).json()).data;

describe("reveal", () => {
  test("costs the configured price, also in fractions of a credit", async () => {
    await using server = await withPrices({
      reveal: { millicredits: 350, billable: ["valid", "catch_all"] },
      enrich: { millicredits: 5_000, billable: ["valid"] },
    });
    const { ids, look, reveal } = server;
    expect(await look("valid@acme.test")).toMatchObject({ price: 0.35 });
    expect(await look("risky@acme.test")).toMatchObject({ price: 0 });
    const response = await reveal(ids);
    expect(response.headers.get("credits-charged")).toBe("0.7");
    const { data, credits } = RevealAnswer.parse(await response.json());
    expect(data.map(({ status, charge }) => [status, charge?.credits])).toEqual([
      ["revealed", 0.35],
      ["revealed", 0.35],
      ["invalid", undefined],
    ]);
    expect(credits).toEqual({ charged: 0.7, available: 9.3 });
  });

  test("leaves a verdict that the server does not bill masked and free", async () => {
    await using server = await withPrices({ reveal: { millicredits: 1_000, billable: ["valid"] } });
    const { ids, look, reveal } = server;
    expect(await look("catch_all@acme.test")).toMatchObject({ price: 0 });
    const { data, credits } = RevealAnswer.parse(await (await reveal(ids)).json());
    expect(data.map(({ status }) => status)).toEqual(["revealed", "invalid", "invalid"]);
    expect(data[1]).toMatchObject({ email: { address: "c••@acme.test" }, contact: null });
    expect(credits).toEqual({ charged: 1, available: 9 });
  });

  test("at a price of 0 shows and grants what it would have billed, also to concurrent calls", async () => {
    await using server = await withPrices({ reveal: { millicredits: 0, billable: ["valid", "catch_all"] } });
    const { api, headers, ids, look, reveal } = server;
    const answers = await Promise.all(Array.from({ length: 10 }, () => reveal(ids)));
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
    for (const answer of answers) {
      const { data, credits } = RevealAnswer.parse(await answer.json());
      expect(data.map(({ email }) => email?.address)).toEqual([
        "valid@acme.test",
        "catch_all@acme.test",
        "r••@acme.test",
      ]);
      expect(credits).toEqual({ charged: 0, available: 10 });
    }
    expect(await look("valid@acme.test")).toMatchObject({ owned: true, price: 0 });
    const listed = await found(api, headers);
    expect(listed.filter(({ owned }) => owned)).toHaveLength(2);
    const audited = await api.fetch("/v1/credits/audit", { headers });
    expect(await audited.json()).toMatchObject({ ok: true, entries: { count: 1 } });
  });
});
