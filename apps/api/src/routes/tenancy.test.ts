import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshKey, jobCallsOf } from "#fixture/job-calls.ts";
import { expectProblem, startTestApi, type TestApi, type TestOrganization } from "#fixture/test-api.ts";
import { routes } from "#routes/index.ts";

// Generated from the route table: a route with an id in its path is tested here, or fails for want of an id to test with.
const withId = routes.filter(({ path }) => path.includes("/:"));

let api: TestApi;
let owner: TestOrganization;
let stranger: TestOrganization;
/** By path: an id of something that the owner has. */
let ids: Readonly<Record<string, string>>;

beforeAll(async () => {
  api = await startTestApi();
  owner = await api.signUp();
  stranger = await api.signUp();
  const job = await jobCallsOf(api, owner).createdJob();
  const created = await api.post("/v1/keys", { name: "nightly" }, owner.test);
  ids = { "/v1/jobs/:id": job.id, "/v1/keys/:id": ((await created.json()) as { id: string }).id };
});
afterAll(() => api[Symbol.asyncDispose]());

function call(method: string, path: string, headers: Record<string, string>): Promise<Response> {
  const [, prefix = ""] = /^(.*\/:id)/.exec(path) ?? [];
  const id = ids[prefix];
  if (id === undefined) throw new Error(`say which id to test ${path} with`);
  return api.fetch(path.replace(":id", id), {
    method,
    headers: { ...headers, "idempotency-key": freshKey() },
  });
}

async function everything(): Promise<string> {
  const { rows } = await api.database.pool.query(`
    select (select string_agg(j::text, '' order by number) from jobs j) as jobs,
      (select string_agg(row(k.id, k.token_hash, k.revoked_at)::text, '' order by id) from api_keys k) as keys,
      (select string_agg(e::text, '' order by id) from entries e) as entries`);
  return JSON.stringify(rows);
}

describe.each(withId.map(({ method, path }) => [method, path] as const))("%s %s", (method, path) => {
  test("is a 404 for another organization, and for the other mode of its own, and changes nothing", async () => {
    const before = await everything();
    for (const headers of [stranger.test, stranger.live, owner.live]) {
      await expectProblem(await call(method, path, headers), "not_found");
    }
    expect(await everything()).toBe(before);
  });
});

test("the owner's own key is answered on each of them", async () => {
  // Reading before ending.
  const inOrder = withId.toSorted((a, b) => Number(a.method !== "GET") - Number(b.method !== "GET"));
  for (const { method, path } of inOrder) {
    expect((await call(method, path, owner.test)).status).toBeLessThan(300);
  }
});

test("the table has routes with ids", () => {
  expect(withId.length).toBeGreaterThanOrEqual(5);
});
