import { BounceAnswer, BouncePage } from "@winnow/contracts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectProblem, startTestApi, type TestApi, type TestOrganization } from "#fixture/test-api.ts";

let api: TestApi;
let organization: TestOrganization;
beforeAll(async () => {
  api = await startTestApi();
  organization = await api.signUp();
});
afterAll(() => api[Symbol.asyncDispose]());

const bounce = { email: "ada@acme.test", dsn: "5.1.1", received_at: "2026-11-20T09:00:00Z" };

test("a report is decided and can be read later", async () => {
  const response = await api.post("/v1/bounces", bounce, organization.test);
  expect(response.status).toBe(200);
  expect(BounceAnswer.strict().parse(await response.json())).toEqual({ status: "not_owned", entry: null });
  const listed = await api.fetch("/v1/bounces", { headers: organization.test });
  const page = BouncePage.strict().parse(await listed.json());
  expect(page.data).toEqual([
    {
      ...bounce,
      received_at: "2026-11-20T09:00:00.000Z",
      reported_at: expect.any(String),
      status: "not_owned",
      entry: null,
    },
  ]);
  const other = await api.fetch("/v1/bounces", { headers: organization.live });
  expect(await other.json()).toMatchObject({ data: [] });
});

test.each([
  ["/dsn", { dsn: "it came back" }],
  ["/dsn", { dsn: "5.1.1 ".repeat(30_000) }],
  ["/received_at", { received_at: "2199-01-01T00:00:00Z" }],
  ["/received_at", { received_at: "yesterday" }],
  ["/email", { email: "" }],
])("a report that cannot be decided points at %s", async (pointer, members) => {
  const response = await api.post("/v1/bounces", { ...bounce, ...members }, organization.test);
  const problem = await expectProblem(response, "validation_failed");
  expect(problem.errors?.map((error) => error.pointer)).toEqual([pointer]);
});
