import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "#fixture/test-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({
    prices: {
      verify: { millicredits: 250, billable: ["valid", "catch_all"] },
      enrich: { millicredits: 2_000, billable: ["valid"] },
      reveal: { millicredits: 0, billable: ["valid"] },
    },
  });
});
afterAll(() => api[Symbol.asyncDispose]());

test("the document states the prices of this server", async () => {
  const { paths } = (await (await api.fetch("/openapi.json")).json()) as {
    paths: Record<string, Record<string, { description: string }>>;
  };
  const costOf = (path: string) => /(Costs .*?\.)\n/.exec(paths[path]?.["post"]?.description ?? "")?.[1];
  const verify = "0.25 credits for each email that is valid or catch_all";
  const enrich = "2 credits for each email that is valid";
  expect(costOf("/v1/verify")).toBe(`Costs ${verify}.`);
  expect(costOf("/v1/enrich")).toBe(`Costs ${enrich}.`);
  expect(costOf("/v1/reveal")).toBe("Costs nothing.");
  expect(costOf("/v1/jobs")).toBe(`Costs ${verify} (verify), or ${enrich} (enrich).`);
  expect(costOf("/v1/lookup")).toBeUndefined();
});

test("tools state the prices of this server, and quote with them", async () => {
  const organization = await api.signUp();
  const client = new Client({ name: "test-agent", version: "1" });
  const requestInit = { headers: organization.test };
  await client.connect(new StreamableHTTPClientTransport(new URL("/mcp", api.url), { requestInit }));
  const { tools } = await client.listTools();
  const description = (name: string) => tools.find((tool) => tool.name === name)?.description;
  expect(description("verify_email")).toContain(
    "Costs 0.25 credits for each email that is valid or catch_all;",
  );
  expect(description("reveal_contacts")).toContain("Costs nothing;");
  const quoted = async (kind: string) => {
    const { structuredContent } = await client.callTool({ name: "quote_job", arguments: { kind, rows: 3 } });
    return (structuredContent as { max_credits: number }).max_credits;
  };
  expect([await quoted("verify"), await quoted("enrich")]).toEqual([0.75, 6]);
  await client.close();
});
