import { createTestDatabase, waitFor, type TestDatabase } from "@winnow/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { deliverDue } from "#delivery/deliver.ts";
import { createPipeline } from "#job/fixture/pipeline.ts";
import { listDeliveries, resendDelivery } from "#webhook/deliveries.ts";
import { awaitEvents, listEvents } from "#webhook/events.ts";
import { pingWebhook } from "#webhook/ping.ts";
import { enableWebhook, registerWebhook } from "#webhook/register.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

type Pipeline = Awaited<ReturnType<typeof createPipeline>>;
async function register({ caller }: Pipeline, path: string, eventTypes?: ["job.completed"]) {
  const registered = await registerWebhook(caller, {
    url: `https://crm.test/${path}`,
    ...(eventTypes !== undefined && { event_types: eventTypes }),
  });
  if (registered.outcome !== "registered") throw new Error(registered.outcome);
  return registered.webhook.id;
}
async function deliveriesOf({ caller }: Pipeline, webhookId: string) {
  const listed = await listDeliveries(caller, { webhookId, limit: 100 });
  if (listed.outcome !== "listed") throw new Error(listed.outcome);
  return listed.page.data;
}
const refusal = { outcome: "rejected", status: 410, gone: true, ms: 1 } as const;

test("a registered endpoint gets the events of every job, or those of its types, each counted by itself", async () => {
  const pipeline = await createPipeline(database);
  const all = await register(pipeline, "all");
  const some = await register(pipeline, "some", ["job.completed"]);
  await pipeline.run(await pipeline.submit("email\nvalid@a.test", { callback_url: "https://crm.test/own" }));
  await pipeline.run(await pipeline.submit("email\nvalid2@a.test"));
  expect(
    (await deliveriesOf(pipeline, all)).map(({ type, sequence, state }) => [type, sequence, state]),
  ).toEqual([
    ["job.completed", 4, "delivered"],
    ["rows.batch", 3, "delivered"],
    ["job.completed", 2, "delivered"],
    ["rows.batch", 1, "delivered"],
  ]);
  expect((await deliveriesOf(pipeline, some)).map(({ type, sequence }) => [type, sequence])).toEqual([
    ["job.completed", 2],
    ["job.completed", 1],
  ]);
  // The callback of the one job has its two.
  expect(pipeline.posted).toHaveLength(4 + 2 + 2);
});

test("an event without a listening endpoint is listed all the same, except for pages", async () => {
  const pipeline = await createPipeline(database);
  const job = await pipeline.run(await pipeline.submit("email\nvalid@a.test"));
  await waitFor("the event", async () => {
    const listed = await listEvents(pipeline.caller, { limit: 10 });
    if (listed.outcome !== "listed" || listed.page.data.length === 0) return false;
    expect(listed.page.data).toMatchObject([{ type: "job.completed", job_id: job.id }]);
    return true;
  });
});

test("an event is listed with what its callback told, but for the rows of a page", async () => {
  const pipeline = await createPipeline(database);
  const webhookId = await register(pipeline, "told");
  await pingWebhook(pipeline.caller, { webhookId });
  await pipeline.run(await pipeline.submit("email\nvalid@a.test"));
  const events = await waitFor("the events", async () => {
    const listed = await listEvents(pipeline.caller, { limit: 10 });
    return listed.outcome === "listed" && listed.page.data.length === 3 ? listed.page.data : undefined;
  });
  const sent = await database.kysely
    .selectFrom("deliveries")
    .select(["event_id", "body"])
    .where("endpoint_id", "=", webhookId)
    .orderBy("sequence")
    .execute();
  expect(events.map(({ type }) => type)).toEqual(["ping", "rows.batch", "job.completed"]);
  const bodies = sent.map(({ body }) => JSON.parse(body) as { type: string; data: unknown });
  expect(events.map(({ id, data }) => [id, data])).toEqual(
    sent.map((one, index) => [
      one.event_id,
      bodies[index]?.type === "rows.batch" ? null : bodies[index]?.data,
    ]),
  );
});

test("the list begins after an event, with it, or so many before the end", async () => {
  const pipeline = await createPipeline(database);
  const webhookId = await register(pipeline, "places");
  const ids: string[] = [];
  for (let number = 0; number < 3; number += 1) {
    const ping = await pingWebhook(pipeline.caller, { webhookId });
    if (ping.outcome === "sent") ids.push(ping.eventId);
  }
  const listed = async (query: { after?: string; from?: string; tail?: number; limit?: number }) => {
    const outcome = await listEvents(pipeline.caller, { limit: 10, ...query });
    if (outcome.outcome !== "listed") throw new Error(outcome.outcome);
    return { ids: outcome.page.data.map(({ id }) => id), more: outcome.page.has_more };
  };
  await waitFor("the events", async () => (await listed({})).ids.length === 3);
  expect(await listed({ after: ids[0]! })).toEqual({ ids: ids.slice(1), more: false });
  expect(await listed({ from: ids[0]!, limit: 2 })).toEqual({ ids: ids.slice(0, 2), more: true });
  expect(await listed({ tail: 1 })).toEqual({ ids: ids.slice(2), more: false });
  expect(await listed({ tail: 2 })).toEqual({ ids: ids.slice(1), more: false });
});

test("who waits for an event is answered when it happens, when the time is over, or when it is called off", async () => {
  const pipeline = await createPipeline(database);
  const webhookId = await register(pipeline, "waited for");
  const query = { limit: 10, wait: 20 };
  const open = new AbortController();
  const waiting = awaitEvents(pipeline.caller, query, open.signal);
  const ping = await pingWebhook(pipeline.caller, { webhookId });
  const eventId = ping.outcome === "sent" ? ping.eventId : "";
  expect(await waiting).toMatchObject({ outcome: "listed", page: { data: [{ id: eventId }] } });
  const after = { ...query, after: eventId };
  const nothing = { outcome: "listed", page: { data: [], next_cursor: null, has_more: false } };
  expect(await awaitEvents(pipeline.caller, { ...after, wait: 1 }, open.signal)).toEqual(nothing);
  const calledOff = awaitEvents(pipeline.caller, after, open.signal);
  open.abort();
  expect(await calledOff).toEqual(nothing);
  expect(await awaitEvents(pipeline.caller, { ...after, after: "evt_none" }, open.signal)).toEqual({
    outcome: "invalid_cursor",
  });
});

test("an event is listed only once none can come before it any more", async () => {
  const pipeline = await createPipeline(database);
  const webhookId = await register(pipeline, "late");
  const seen = async () => {
    const listed = await listEvents(pipeline.caller, { limit: 10 });
    return listed.outcome === "listed" ? listed.page.data.map(({ id }) => id) : [];
  };
  const open = await database.pool.connect();
  await open.query("begin");
  // It has its place in the order of transactions, and has committed nothing yet.
  await open.query("select pg_current_xact_id()");
  const ping = await pingWebhook(pipeline.caller, { webhookId });
  expect(await seen()).toEqual([]);
  await open.query("commit");
  open.release();
  // Other tests' transactions on the same server may hold it back for a moment longer.
  await waitFor("the event", async () => (await seen()).length > 0);
  expect(await seen()).toEqual([ping.outcome === "sent" ? ping.eventId : ""]);
});

test("a disabled endpoint holds its events, and enabled again gets them in order; one may be sent again", async () => {
  const pipeline = await createPipeline(database);
  const webhookId = await register(pipeline, "gone");
  pipeline.answers.push(refusal);
  await pingWebhook(pipeline.caller, { webhookId });
  await deliverDue(pipeline.worker, { endpointId: webhookId });
  await pingWebhook(pipeline.caller, { webhookId });
  expect(await deliverDue(pipeline.worker, { endpointId: webhookId })).toEqual({ outcome: "nothing_to_do" });
  expect((await deliveriesOf(pipeline, webhookId)).map(({ state }) => state)).toEqual(["pending", "pending"]);
  expect(await enableWebhook(pipeline.caller, { webhookId })).toMatchObject({
    webhook: { status: "enabled" },
  });
  await deliverDue(pipeline.worker, { endpointId: webhookId });
  const [second, first] = await deliveriesOf(pipeline, webhookId);
  expect([first?.attempts, second?.attempts]).toEqual([2, 1]);
  expect(first?.last_attempt).toMatchObject({ outcome: "delivered", status: 200 });
  const deliveryId = first?.id ?? "";
  expect(await resendDelivery(pipeline.caller, { webhookId, deliveryId })).toEqual({ outcome: "resent" });
  await deliverDue(pipeline.worker, { endpointId: webhookId });
  const bodies = pipeline.posted.filter(({ id }) => id === first?.event_id);
  expect(bodies.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
  expect(new Set(bodies.map(({ body }) => body)).size).toBe(1);
});
