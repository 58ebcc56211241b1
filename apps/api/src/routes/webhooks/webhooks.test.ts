import { DeliveryPage, EventPage, Webhook, WebhookList } from "@winnow/contracts";
import { waitFor } from "@winnow/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshKey } from "#fixture/job-calls.ts";
import { expectProblem, startTestApi, type TestApi, type TestOrganization } from "#fixture/test-api.ts";

let api: TestApi;
let organization: TestOrganization;
beforeAll(async () => {
  api = await startTestApi();
  organization = await api.signUp();
});
afterAll(() => api[Symbol.asyncDispose]());

const URL_OF_HOOK = "http://127.0.0.1:9/hook";
const register = (body: object, headers = organization.test) => api.post("/v1/webhooks", body, headers);
const registered = async (body: object = { url: URL_OF_HOOK }) =>
  Webhook.strict().parse(await (await register(body)).json());
const get = (path: string, headers = organization.test) => api.fetch(path, { headers });
const submit = (members: object) =>
  api.post(
    "/v1/jobs",
    { kind: "verify", rows: [{ email: "ada@acme.test" }], ...members },
    { ...organization.test, "idempotency-key": freshKey() },
  );

test("an endpoint is registered once per URL and mode, listed, pinged, and removed", async () => {
  const webhook = await registered();
  expect(webhook).toMatchObject({ url: URL_OF_HOOK, event_types: null, status: "enabled", sequence: 0 });
  const narrowed = await registered({ url: URL_OF_HOOK, event_types: ["job.completed"] });
  expect(narrowed).toMatchObject({ id: webhook.id, event_types: ["job.completed"] });
  const list = WebhookList.strict().parse(await (await get("/v1/webhooks")).json());
  expect(list.data.map(({ id }) => id)).toEqual([webhook.id]);
  expect(await (await get("/v1/webhooks", organization.live)).json()).toMatchObject({ data: [] });

  const ping = await api.post(`/v1/webhooks/${webhook.id}/ping`, {}, organization.test);
  expect(ping.status).toBe(202);
  const { event_id: eventId } = (await ping.json()) as { event_id: string };
  const sent = await get(`/v1/webhooks/${webhook.id}/deliveries`);
  expect(DeliveryPage.strict().parse(await sent.json()).data).toMatchObject([
    { event_id: eventId, type: "ping", sequence: 1, state: "pending", attempts: 0, last_attempt: null },
  ]);
  // Other tests' transactions on the same server may hold it back for a moment.
  await waitFor("the event", async () => {
    const { data } = EventPage.strict().parse(await (await get("/v1/events")).json());
    return data.length === 1 && data[0]?.id === eventId && data[0].type === "ping";
  });
  expect(await (await get(`/v1/events?after=${eventId}`)).json()).toMatchObject({
    data: [],
    has_more: false,
  });

  const remove = () =>
    api.fetch(`/v1/webhooks/${webhook.id}`, { method: "DELETE", headers: organization.test });
  expect((await remove()).status).toBe(204);
  await expectProblem(await remove(), "not_found");
  await expectProblem(await get(`/v1/webhooks/${webhook.id}/deliveries`), "not_found");
});

test.each([
  ["/url", { url: "http://10.0.0.1/hook" }],
  ["/url", { url: "http://[::ffff:127.0.0.1]/hook" }],
  ["/url", { url: "ftp://crm.example/hook" }],
  ["/url", {}],
  ["/event_types/0", { url: URL_OF_HOOK, event_types: ["job.exploded"] }],
  ["/event_types", { url: URL_OF_HOOK, event_types: [] }],
  ["/secret", { url: URL_OF_HOOK, secret: "mine" }],
])("a wrong %s is refused: %j", async (pointer, body) => {
  const problem = await expectProblem(await register(body), "validation_failed");
  expect(problem.errors?.map((error) => error.pointer)).toEqual([pointer]);
});

test("a job may name a webhook, its own only, and not an address as well", async () => {
  const { id } = await registered({ url: "http://127.0.0.1:9/other" });
  expect((await submit({ webhook_id: id })).status).toBe(202);
  const stored = await api.database.kysely
    .selectFrom("jobs")
    .select("endpoint_id")
    .orderBy("number", "desc")
    .executeTakeFirstOrThrow();
  expect(stored.endpoint_id).toBe(id);
  const stranger = await api.signUp();
  const theirs = (await (await register({ url: URL_OF_HOOK }, stranger.test)).json()) as { id: string };
  const refused = await expectProblem(await submit({ webhook_id: theirs.id }), "validation_failed");
  expect(refused.errors).toMatchObject([{ pointer: "/webhook_id", code: "unknown_webhook" }]);
  const two = await submit({ webhook_id: id, callback_url: URL_OF_HOOK });
  await expectProblem(two, "validation_failed");
});

test("a cursor that names another organization's event is refused", async () => {
  const stranger = await api.signUp();
  const { id } = (await (await register({ url: URL_OF_HOOK }, stranger.test)).json()) as { id: string };
  const ping = await api.post(`/v1/webhooks/${id}/ping`, {}, stranger.test);
  const { event_id: eventId } = (await ping.json()) as { event_id: string };
  await expectProblem(await get(`/v1/events?after=${eventId}`), "invalid_cursor");
  await expectProblem(await get(`/v1/events?from=${eventId}`), "invalid_cursor");
});

test("who waits for events has a slot for it, and is answered when one happens", async () => {
  await using narrow = await startTestApi({ watchLimit: { name: "watch", most: 1 } });
  const { test: headers } = await narrow.signUp();
  const created = await narrow.post("/v1/webhooks", { url: URL_OF_HOOK }, headers);
  const { id } = (await created.json()) as { id: string };
  const waiting = narrow.fetch("/v1/events?wait=20", { headers });
  await waitFor("it to wait", async () => {
    const { rows } = await narrow.database.pool.query("select from waiting_calls");
    return rows.length === 1;
  });
  const crowded = await narrow.fetch("/v1/events?wait=20", { headers });
  await expectProblem(crowded, "rate_limited");
  await narrow.post(`/v1/webhooks/${id}/ping`, {}, headers);
  const { data } = EventPage.strict().parse(await (await waiting).json());
  expect(data).toMatchObject([{ type: "ping", data: { webhook_id: id } }]);
  expect(await (await narrow.fetch("/v1/events?tail=1", { headers })).json()).toMatchObject({ data });
});

test.each([
  ["/after", "after=evt_1&tail=1"],
  ["/wait", "wait=21"],
  ["/tail", "tail=0"],
])("a wrong %s is refused: %s", async (pointer, query) => {
  const problem = await expectProblem(await get(`/v1/events?${query}`), "validation_failed");
  expect(problem.errors?.map((error) => error.pointer)).toEqual([pointer]);
});
