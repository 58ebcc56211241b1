import { ProviderList } from "@winnow/contracts";
import { registerProviders } from "@winnow/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectProblem, startTestApi, type TestApi, type TestOrganization } from "#fixture/test-api.ts";

let api: TestApi;
let organization: TestOrganization;
let owner: Record<string, string>;
beforeAll(async () => {
  api = await startTestApi();
  organization = await api.signUp();
  const session = await api.post("/v1/session", {
    email: "owner-1@acme.test",
    password: "correct horse battery",
  });
  owner = { cookie: session.headers.getSetCookie()[0]?.split(";")[0] ?? "" };
  await registerProviders(api.database.kysely, [
    { name: "gone_since", priceCredits: 1, freshForDays: 90 },
    { name: "directory", priceCredits: 0, freshForDays: null },
  ]);
  await registerProviders(api.database.kysely, [
    { name: "directory", priceCredits: 0, freshForDays: null },
    { name: "email_pattern", priceCredits: 0, freshForDays: null },
    { name: "hunter", priceCredits: 1, freshForDays: 90 },
  ]);
});
afterAll(() => api[Symbol.asyncDispose]());

async function list(headers = organization.test) {
  const response = await api.fetch("/v1/providers", { headers });
  const { data } = ProviderList.strict().parse(await response.json());
  return data.map(({ name, asked, paid }) => [name, asked, paid]);
}
const choose = (order: unknown, headers = owner) => api.post("/v1/providers", { order }, headers);
const all = [
  ["directory", true, false],
  ["email_pattern", true, false],
  ["hunter", true, true],
];

test("an organization chooses its own providers and their order", async () => {
  expect(await list()).toEqual(all);
  expect((await choose(["hunter", "directory", "hunter"])).status).toBe(200);
  expect(await list()).toEqual([
    ["hunter", true, true],
    ["directory", true, false],
    ["email_pattern", false, false],
  ]);
  expect(await list(organization.live)).toEqual(await list());
  expect(await list((await api.signUp()).test)).toEqual(all);
  await choose(null);
  expect(await list()).toEqual(all);
});

test("unknown names, an empty list, and members without the role owner are refused; nothing changes", async () => {
  const unknown = await expectProblem(await choose(["directory", "gone_since"]), "validation_failed");
  expect(unknown.errors).toEqual([
    {
      pointer: "/order/1",
      code: "unknown_provider",
      message: "must be one of directory, email_pattern, hunter",
    },
  ]);
  await expectProblem(await choose([]), "validation_failed");
  await expectProblem(await choose(null, organization.live), "session_required");
  expect(await list()).toEqual(all);
});
