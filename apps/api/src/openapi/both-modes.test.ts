import { Row } from "@winnow/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshKey } from "#fixture/job-calls.ts";
import { exampleOf } from "#fixture/example-of.ts";
import { operator, startTestApi, type TestApi, type TestOrganization } from "#fixture/test-api.ts";
import { routes } from "#routes/index.ts";

// Every route that a key may call, called with its own example under a live and a test key. The cases come from the route
// table, so a new route is included. `api.fetch` checks each answer against the document.
let api: TestApi;
let organization: TestOrganization;
beforeAll(async () => {
  api = await startTestApi({
    singleWaitMs: 0,
    keyLimit: { name: "key", quota: 10_000, windowSeconds: 60 },
    organizationLimit: { name: "organization", quota: 10_000, windowSeconds: 60 },
  });
  organization = await api.signUp();
});
afterAll(() => api[Symbol.asyncDispose]());

const calls = routes.filter(({ access }) => access === "key");
const HOOK = "http://127.0.0.1:9/hook";

interface Prepared {
  readonly ids?: readonly string[];
  readonly body?: unknown;
  readonly csv?: string;
  readonly query?: string;
}

describe.each(["live", "test"] as const)("under a %s key", (mode) => {
  const headers = () => organization[mode];
  const post = async (path: string, body: unknown = {}) =>
    (await (await api.post(path, body, { ...headers(), "idempotency-key": freshKey() })).json()) as {
      id: string;
      data: [{ id: string }];
    };
  const newJob = async () =>
    (await post("/v1/jobs", { kind: "verify", rows: [{ email: "ada@acme.test" }] })).id;
  const jobAfter = async (...orders: string[]) => {
    const id = await newJob();
    for (const order of orders) await post(`/v1/jobs/${id}/${order}`);
    return { ids: [id] };
  };
  const webhook = async () => (await post("/v1/webhooks", { url: HOOK })).id;
  const delivery = async () => {
    const id = await webhook();
    await post(`/v1/webhooks/${id}/ping`);
    const sent = await api.fetch(`/v1/webhooks/${id}/deliveries`, { headers: headers() });
    return { ids: [id, ((await sent.json()) as { data: [{ id: string }] }).data[0].id] };
  };

  /** What a call needs to succeed beyond the example of its body. */
  const prepare: Record<string, () => Promise<Prepared> | Prepared> = {
    "POST /v1/keys/:id/roll": async () => ({ ids: [(await post("/v1/keys", { name: "one" })).id] }),
    "DELETE /v1/keys/:id": async () => ({ ids: [(await post("/v1/keys", { name: "one" })).id] }),
    "POST /v1/reveal": async () => {
      const contacts = [
        { key: "ada", email: "ada@acme.test", email_status: "valid", verified_at: new Date().toISOString() },
      ];
      await api.post("/ops/api/contacts", { source: "crm", contacts }, operator);
      const { id } = await api.database.kysely.selectFrom("contacts").select("id").executeTakeFirstOrThrow();
      return { body: { ids: [id] } };
    },
    "POST /v1/jobs": () => ({
      body: { kind: "verify", rows: [{ email: "ada@acme.test" }], callback_url: HOOK },
    }),
    "POST /v1/jobs/preview": () => ({ csv: "email\nada@acme.test\n", query: "kind=verify" }),
    "GET /v1/credits/entries/:id": async () => {
      const entries = await api.fetch("/v1/credits/entries", { headers: headers() });
      return { ids: [((await entries.json()) as { data: [{ id: string }] }).data[0].id] };
    },
    "GET /v1/jobs/:id": jobAfter,
    "DELETE /v1/jobs/:id": () => jobAfter("cancel"),
    "GET /v1/jobs/:id/results": jobAfter,
    "GET /v1/jobs/:id/rows/:row": async () => ({ ids: [...(await jobAfter()).ids, "1"] }),
    "GET /v1/jobs/:id/events": () => jobAfter("cancel"),
    "POST /v1/jobs/:id/pause": jobAfter,
    "POST /v1/jobs/:id/resume": () => jobAfter("pause"),
    "POST /v1/jobs/:id/cancel": jobAfter,
    "POST /v1/jobs/:id/rerun": () => jobAfter("cancel"),
    "POST /v1/webhooks": () => ({ body: { url: HOOK } }),
    "DELETE /v1/webhooks/:id": async () => ({ ids: [await webhook()] }),
    "POST /v1/webhooks/:id/ping": async () => ({ ids: [await webhook()] }),
    "POST /v1/webhooks/:id/enable": async () => ({ ids: [await webhook()] }),
    "GET /v1/webhooks/:id/deliveries": async () => ({ ids: [await webhook()] }),
    "POST /v1/webhooks/:id/deliveries/:delivery/resend": delivery,
    "DELETE /v1/suppressions/:id": async () => ({
      ids: [
        (await post("/v1/suppressions", { suppressions: [{ kind: "domain", value: "x.test" }] })).data[0].id,
      ],
    }),
  };

  test.each(calls)("$method $path", async (route) => {
    const prepared = (await prepare[`${route.method} ${route.path}`]?.()) ?? {};
    const ids = [...(prepared.ids ?? [])];
    const path = route.path.replaceAll(/:\w+/g, () => ids.shift() ?? "missing");
    const body = prepared.csv ?? JSON.stringify(prepared.body ?? exampleOf(route));
    const response = await api.fetch(prepared.query === undefined ? path : `${path}?${prepared.query}`, {
      method: route.method,
      headers: {
        ...headers(),
        "idempotency-key": freshKey(),
        "content-type": prepared.csv === undefined ? "application/json" : "text/csv",
      },
      ...(route.method !== "GET" && body !== undefined && { body }),
    });
    expect(response.status, await response.clone().text()).toBeLessThan(300);
  });

  test("results are answered as pages, as NDJSON, and as the caller's own file", async () => {
    const [id] = (await jobAfter("cancel")).ids;
    const as = async (accept: string) => {
      const response = await api.fetch(`/v1/jobs/${id}/results`, { headers: { ...headers(), accept } });
      expect(response.headers.get("content-type")).toContain(accept);
      return response.text();
    };
    const page = JSON.parse(await as("application/json")) as { data: unknown[] };
    const lines = (await as("application/x-ndjson")).trimEnd().split("\n");
    expect(lines.map((line) => Row.strict().parse(JSON.parse(line)))).toEqual(page.data);
    expect(await as("text/csv")).toContain("ada@acme.test");
  });
});
