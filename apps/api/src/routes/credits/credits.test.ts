import { Audit, EntryPage, Usage, Wallet } from "@winnow/contracts";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  expectProblem,
  operator,
  startTestApi,
  type TestApi,
  type TestOrganization,
} from "#fixture/test-api.ts";

let api: TestApi;
let organization: TestOrganization;
beforeAll(async () => {
  api = await startTestApi();
  organization = await api.signUp();
  for (const credits of [1, 2]) {
    await api.post("/ops/api/grants", { organization_id: organization.id, mode: "test", credits }, operator);
  }
});
afterAll(() => api[Symbol.asyncDispose]());

const get = (path: string, headers: Record<string, string> = {}) =>
  api.fetch(path, { headers: { ...organization.test, ...headers } });

test("the wallet of the key's mode is shown", async () => {
  expect(Wallet.strict().parse(await (await get("/v1/credits")).json())).toEqual({
    mode: "test",
    granted: 1003,
    available: 1003,
    reserved: 0,
    spent: 0,
  });
  const live = await api.fetch("/v1/credits", { headers: organization.live });
  expect(await live.json()).toMatchObject({ mode: "live", granted: 100 });
});

test("the statement has pages", async () => {
  const first = EntryPage.strict().parse(await (await get("/v1/credits/entries?limit=2")).json());
  expect(first.data.map(({ credits }) => credits)).toEqual([2, 1]);
  const second = EntryPage.parse(
    await (await get(`/v1/credits/entries?limit=2&cursor=${first.next_cursor}`)).json(),
  );
  expect(second.data.map(({ subject }) => subject)).toEqual(["welcome"]);
  expect(second).toMatchObject({ has_more: false, next_cursor: null });
});

test("the statement is available as CSV", async () => {
  const response = await get("/v1/credits/entries", { accept: "text/csv" });
  expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(response.headers.get("content-disposition")).toBe('attachment; filename="credits.csv"');
  const lines = (await response.text()).trimEnd().split("\r\n");
  expect(lines).toHaveLength(4);
  expect(lines[0]).toMatch(/^id,created_at,kind,credits,/);
});

test("HEAD answers the type of the CSV without the file", async () => {
  const headers = { ...organization.test, accept: "text/csv" };
  const response = await api.fetch("/v1/credits/entries", { method: "HEAD", headers });
  expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(await response.text()).toBe("");
});

test("a cursor of another list and a limit out of bounds are refused", async () => {
  await expectProblem(await get("/v1/credits/entries?cursor=abc"), "invalid_cursor");
  await expectProblem(await get("/v1/credits/entries?cursor=%00"), "invalid_cursor");
  for (const limit of ["0", "1001", "x", "1&limit=2"]) {
    const problem = await expectProblem(await get(`/v1/credits/entries?limit=${limit}`), "validation_failed");
    expect(problem.errors?.[0]?.pointer).toBe("/limit");
  }
});

test("the statement in an unknown media type is refused", async () => {
  await expectProblem(await get("/v1/credits/entries", { accept: "application/pdf" }), "not_acceptable");
});

test("a key that may read credits may audit the wallet", async () => {
  expect(Audit.strict().parse(await (await get("/v1/credits/audit")).json())).toMatchObject({
    ok: true,
    entries: { count: 3, granted: 1003 },
    problems: [],
  });
});

test("usage reports grants, since the given time", async () => {
  expect(Usage.strict().parse(await (await get("/v1/usage")).json())).toMatchObject({
    mode: "test",
    from: null,
    jobs: 0,
    credits: { granted: 1003, captured: 0 },
  });
  const from = "2999-01-01T00:00:00.000Z";
  expect(await (await get(`/v1/usage?from=${from}`)).json()).toMatchObject({ from, credits: { granted: 0 } });
  const problem = await expectProblem(await get("/v1/usage?since=2026"), "validation_failed");
  expect(problem.errors).toEqual([
    { pointer: "/since", code: "unknown_member", message: "is an unknown field" },
  ]);
});
