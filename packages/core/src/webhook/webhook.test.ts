import { createTestDatabase, waitFor, type TestDatabase } from "@winnow/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { deliverDue } from "#delivery/deliver.ts";
import { createPipeline } from "#job/fixture/pipeline.ts";
import { listDeliveries, resendDelivery } from "#webhook/deliveries.ts";
import { listEvents } from "#webhook/events.ts";
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

test("what nobody listens to is in the list of events all the same, but for pages", async () => {
  const pipeline = await createPipeline(database);
  const job = await pipeline.run(await pipeline.submit("email\nvalid@a.test"));
  await waitFor("the event", async () => {
    const listed = await listEvents(pipeline.caller, { limit: 10 });
    if (listed.outcome !== "listed" || listed.page.data.length === 0) return false;
    expect(listed.page.data).toMatchObject([{ type: "job.completed", job_id: job.id }]);
    return true;
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
