import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import type { Problem } from "@winnow/contracts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tools } from "#mcp/server.ts";
import {
  expectProblem,
  operator,
  startTestApi,
  type TestApi,
  type TestOrganization,
} from "#fixture/test-api.ts";

// The protocol's own client calls the running API, as an agent would.
let api: TestApi;
let organization: TestOrganization;
const open: Client[] = [];
beforeAll(async () => {
  api = await startTestApi({
    singleWaitMs: 50,
    keyLimit: { name: "key", quota: 10_000, windowSeconds: 60 },
  });
  organization = await api.signUp();
  const contacts = [
    {
      key: "ada",
      first_name: "Ada",
      last_name: "Lovelace",
      domain: "acme.test",
      email: "ada@acme.test",
      email_status: "valid",
      verified_at: new Date().toISOString(),
    },
  ];
  await api.post("/ops/api/contacts", { source: "crm", contacts }, operator);
});
afterAll(async () => {
  for (const client of open) await client.close();
  await api[Symbol.asyncDispose]();
});

async function connect(headers: Record<string, string> = organization.test): Promise<Client> {
  const client = new Client({ name: "test-agent", version: "1" });
  await client.connect(
    new StreamableHTTPClientTransport(new URL("/mcp", api.url), { requestInit: { headers } }),
  );
  open.push(client);
  return client;
}
async function call(client: Client, name: string, input: Record<string, unknown>) {
  const answer = await client.callTool({ name, arguments: input });
  const [content] = answer.content as { type: string; text: string }[];
  return { ...answer, text: content?.text ?? "", problem: () => JSON.parse(content?.text ?? "") as Problem };
}

test("the tools are listed with their input, output and cost", async () => {
  const { tools: listed } = await (await connect()).listTools();
  expect(listed.map(({ name }) => name)).toEqual([
    "search_contacts",
    "lookup_contact",
    "reveal_contacts",
    "verify_email",
    "quote_job",
    "start_job",
    "job_status",
    "usage",
  ]);
  expect(listed.every(({ inputSchema, outputSchema }) => inputSchema.type === "object" && outputSchema)).toBe(
    true,
  );
  expect(listed.filter(({ annotations }) => annotations?.readOnlyHint).map(({ name }) => name)).toEqual(
    tools.filter(({ readOnly }) => readOnly).map(({ name }) => name),
  );
  const start = listed.find(({ name }) => name === "start_job");
  expect(start?.inputSchema.required).toContain("max_credits");
});

test("an agent searches, looks up, reveals up to a limit, and sees the cost", async () => {
  const agent = await connect();
  const found = await call(agent, "search_contacts", { q: "lovelace" });
  const data = (found.structuredContent as { data: { id: string; email: string }[] }).data;
  expect(data).toMatchObject([{ email: "a••@acme.test" }]);
  const known = await call(agent, "lookup_contact", { email: "ada@acme.test" });
  expect(known.structuredContent).toMatchObject({ known: true, price: 1 });
  const capped = await call(agent, "reveal_contacts", { ids: [data[0]?.id], max_credits: 0 });
  expect(capped.isError).toBe(true);
  expect(capped.problem()).toMatchObject({ code: "insufficient_credits", required: 1, available: 0 });
  const revealed = await call(agent, "reveal_contacts", { ids: [data[0]?.id], max_credits: 1 });
  expect(revealed.structuredContent).toMatchObject({
    data: [{ status: "revealed", email: { address: "ada@acme.test" }, charge: { credits: 1 } }],
    credits: { charged: 1, available: 999 },
  });
  expect((await call(agent, "usage", {})).structuredContent).toMatchObject({ credits: { captured: 1 } });
});

test("an agent quotes a job, starts it with a limit, and polls its status", async () => {
  const agent = await connect();
  const quote = await call(agent, "quote_job", { kind: "verify", rows: 5_000 });
  expect(quote.structuredContent).toMatchObject({ max_credits: 5_000, affordable: false });
  const rows = [{ email: "ada@acme.test" }, { email: "bob@acme.test" }];
  const started = await call(agent, "start_job", {
    kind: "verify",
    rows,
    max_credits: 2,
    idempotency_key: "a",
  });
  const { id } = started.structuredContent as { id: string };
  const again = await call(agent, "start_job", {
    kind: "verify",
    rows,
    max_credits: 2,
    idempotency_key: "a",
  });
  expect(again.structuredContent).toMatchObject({ id });
  expect((await call(agent, "job_status", { job_id: id })).structuredContent).toMatchObject({
    status: "queued",
    counts: { submitted: 2 },
  });
  const slow = await call(agent, "verify_email", { email: "eve@acme.test" });
  expect(slow.structuredContent).toMatchObject({
    verification: null,
    why: null,
    evidence: [],
    credits: null,
    job: { status: "queued" },
  });
});

test("refusals are those of the REST calls: scope, foreign ids, bad input", async () => {
  const made = await api.post("/v1/keys", { name: "searcher", scopes: ["search"] }, organization.test);
  const { token } = (await made.json()) as { token: string };
  const searcher = await connect({ authorization: `Bearer ${token}` });
  expect((await call(searcher, "search_contacts", {})).isError).not.toBe(true);
  const lacking = await call(searcher, "verify_email", { email: "ada@acme.test" });
  expect(lacking.problem()).toMatchObject({ code: "insufficient_scope", required: "verify" });
  const agent = await connect();
  const foreign = await call(agent, "job_status", { job_id: "job_none" });
  expect(foreign.problem()).toMatchObject({ code: "not_found" });
  const odd = await call(agent, "lookup_contact", { first_name: "Ada" });
  expect(odd.problem()).toMatchObject({ code: "validation_failed" });
  const nul = await call(agent, "search_contacts", { q: "a\0b" });
  expect(nul.problem()).toMatchObject({ code: "validation_failed" });
  const rows = [{ email: "ada@acme.test" }];
  const uncapped = await call(agent, "start_job", { kind: "verify", rows, colour: "red" });
  expect(uncapped.isError).toBe(true);
  expect(uncapped.problem()).toMatchObject({
    code: "validation_failed",
    errors: [{ pointer: "/max_credits" }, { pointer: "/colour", code: "unknown_member" }],
  });
  expect(
    (await api.database.kysely.selectFrom("jobs").select("id").where("single", "=", false).execute()).length,
  ).toBe(1);
});

test("calls without a key, from a browser with a live key, or by GET are refused", async () => {
  const post = (headers: Record<string, string>) =>
    api.post("/mcp", { jsonrpc: "2.0", id: 1, method: "ping" }, headers);
  await expectProblem(await post({}), "missing_key");
  await expectProblem(await post({ "x-api-key": "nonsense" }), "malformed_key");
  await expectProblem(
    await post({ ...organization.live, "sec-fetch-site": "cross-site" }),
    "browser_use_blocked",
  );
  await expectProblem(await api.fetch("/mcp", { headers: organization.test }), "method_not_allowed");
});
