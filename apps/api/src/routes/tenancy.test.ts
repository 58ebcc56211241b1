import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshKey, jobCallsOf } from "#fixture/job-calls.ts";
import { expectProblem, startTestApi, type TestApi, type TestOrganization } from "#fixture/test-api.ts";
import { routes } from "#routes/index.ts";

// The cases come from the route table: a new route with an id in its path fails here until it has an id to test with.
// Objects that only operators name belong to no organization.
const withId = routes.filter(({ path, access }) => path.includes("/:") && access !== "operator");

const password = "correct horse battery";
/** Bodies of calls that would be refused without one. */
const bodies: Readonly<Record<string, object>> = { "/v1/members/:id/role": { role: "read_only" } };

let api: TestApi;
let owner: TestOrganization;
let stranger: TestOrganization;
let deliveryId: string;
let ownerSession: Record<string, string>;
let strangerSession: Record<string, string>;
/** By path: the id of an object that belongs to the owner. */
let ids: Readonly<Record<string, string>>;

beforeAll(async () => {
  api = await startTestApi();
  owner = await api.signUp();
  stranger = await api.signUp();
  const job = await jobCallsOf(api, owner).createdJob();
  const created = await api.post("/v1/keys", { name: "nightly" }, owner.test);
  const registered = await api.post("/v1/webhooks", { url: "http://127.0.0.1:9/hook" }, owner.test);
  const webhook = (await registered.json()) as { id: string };
  await api.post(`/v1/webhooks/${webhook.id}/ping`, {}, owner.test);
  const sent = await api.fetch(`/v1/webhooks/${webhook.id}/deliveries`, { headers: owner.test });
  deliveryId = ((await sent.json()) as { data: [{ id: string }] }).data[0].id;
  const idOf = async (answer: Promise<Response>) => ((await (await answer).json()) as { id: string }).id;
  const firstIdOf = async (answer: Promise<Response>) =>
    ((await (await answer).json()) as { data: [{ id: string }] }).data[0].id;
  ownerSession = await sessionOf("owner-1@acme.test");
  strangerSession = await sessionOf("owner-2@acme.test");
  const invite = (email: string) => api.post("/v1/invitations", { email, role: "member" }, ownerSession);
  const { token } = (await (await invite("colleague@acme.test")).json()) as { token: string };
  ids = {
    "/v1/jobs/:id": job.id,
    "/v1/credits/entries/:id": await firstIdOf(api.fetch("/v1/credits/entries", { headers: owner.test })),
    "/v1/keys/:id": ((await created.json()) as { id: string }).id,
    "/v1/suppressions/:id": await firstIdOf(
      api.post("/v1/suppressions", { suppressions: [{ kind: "domain", value: "x.test" }] }, owner.test),
    ),
    "/v1/webhooks/:id": webhook.id,
    "/v1/sessions/:id": await idOf(api.post("/v1/session", { email: "owner-1@acme.test", password })),
    "/v1/members/:id": await idOf(api.post("/v1/invitations/accept", { token, password })),
    "/v1/invitations/:id": await idOf(invite("late@acme.test")),
  };
});
afterAll(() => api[Symbol.asyncDispose]());

function call(method: string, path: string, headers: Record<string, string>): Promise<Response> {
  const [, prefix = ""] = /^(.*\/:id)/.exec(path) ?? [];
  const id = ids[prefix];
  if (id === undefined) throw new Error(`say which id to test ${path} with`);
  return api.fetch(path.replace(":id", id).replace(":delivery", deliveryId).replace(":row", "1"), {
    method,
    headers: { ...headers, "idempotency-key": freshKey(), "content-type": "application/json" },
    ...(bodies[path] !== undefined && { body: JSON.stringify(bodies[path]) }),
  });
}

async function sessionOf(email: string): Promise<Record<string, string>> {
  const response = await api.post("/v1/session", { email, password });
  return { cookie: response.headers.getSetCookie()[0]?.split(";")[0] ?? "" };
}

async function everything(): Promise<string> {
  const { rows } = await api.database.pool.query(`
    select (select string_agg(j::text, '' order by number) from jobs j) as jobs,
      (select string_agg(row(k.id, k.token_hash, k.revoked_at)::text, '' order by id) from api_keys k) as keys,
      (select string_agg(e::text, '' order by id) from entries e) as entries,
      (select string_agg(m::text, '' order by id) from members m) as members,
      (select string_agg(row(d.id, d.state, d.sequence)::text, '' order by id) from deliveries d) as deliveries,
      (select string_agg(e::text, '' order by id) from endpoints e) as endpoints,
      (select string_agg(s.id, '' order by id) from sessions s) as sessions,
      (select string_agg(s::text, '' order by id) from suppressions s) as suppressions,
      (select string_agg(i::text, '' order by id) from invitations i) as invitations`);
  return JSON.stringify(rows);
}

describe.each(withId)("$method $path", ({ method, path, access }) => {
  test("is a 404 for another organization, and for the other mode of its own, and changes nothing", async () => {
    const before = await everything();
    // A session covers both modes, so only the other organization's is foreign.
    const strangers = access === "member" ? [] : [stranger.test, stranger.live];
    // Suppressions apply in both modes.
    if (access === "key" && !path.startsWith("/v1/suppressions")) strangers.push(owner.live);
    for (const headers of [...strangers, { ...strangerSession, "winnow-mode": "test" }]) {
      await expectProblem(await call(method, path, headers), "not_found");
    }
    expect(await everything()).toBe(before);
  });
});

test("the owner's own key is accepted on each of them", async () => {
  // Reads come before changes, and changes before removals.
  const methods = ["GET", "POST", "DELETE"];
  const inOrder = withId.toSorted((a, b) => methods.indexOf(a.method) - methods.indexOf(b.method));
  for (const { method, path, access } of inOrder) {
    const headers = access === "member" ? ownerSession : owner.test;
    expect((await call(method, path, headers)).status).toBeLessThan(300);
  }
});

test("the table has routes with ids", () => {
  expect(withId.length).toBeGreaterThanOrEqual(5);
});
