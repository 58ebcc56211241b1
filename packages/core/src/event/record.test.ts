import { WebhookEvent, type WebhookEventType } from "@winnow/contracts";
import { inTransaction } from "@winnow/database";
import { createTestDatabase, waitFor, type TestDatabase } from "@winnow/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Context, TenantActor } from "#context.ts";
import { deliverDue } from "#delivery/deliver.ts";
import { recordEvent } from "#event/record.ts";
import { createPipeline } from "#job/fixture/pipeline.ts";
import { listDeliveries } from "#webhook/deliveries.ts";
import { listEvents } from "#webhook/events.ts";
import { registerWebhook } from "#webhook/register.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

async function register(caller: Context<TenantActor>, path: string, types?: WebhookEventType[]) {
  const url = `https://crm.test/${path}`;
  const registered = await registerWebhook(caller, {
    url,
    ...(types !== undefined && { event_types: types }),
  });
  if (registered.outcome !== "registered") throw new Error(registered.outcome);
  return registered.webhook.id;
}
/** An event about the organization; its type stands for any. */
const happening = ({ actor }: Context<TenantActor>) =>
  ({ type: "ping", organization: actor, data: async () => ({ webhook_id: "of no job" }) }) as const;
const write = (caller: Context<TenantActor>) =>
  inTransaction(database.kysely, (transaction) => recordEvent(transaction, happening(caller)));
async function deliveriesOf(caller: Context<TenantActor>, webhookId: string) {
  const listed = await listDeliveries(caller, { webhookId, limit: 100 });
  return listed.outcome === "listed" ? listed.page.data : [];
}
async function eventsOf(caller: Context<TenantActor>) {
  const listed = await listEvents(caller, { limit: 10 });
  return listed.outcome === "listed" ? listed.page.data : [];
}

test("an event about an organization goes to the endpoints that it registered for the type", async () => {
  const pipeline = await createPipeline(database);
  const other = await createPipeline(database);
  const { caller, signedUp } = pipeline;
  // The endpoint of a job gets the events of that job alone.
  await pipeline.run(await pipeline.submit("email\nvalid@a.test", { callback_url: "https://crm.test/job" }));
  const all = await register(caller, "all");
  const pings = await register(caller, "pings", ["ping"]);
  await register(caller, "completed", ["job.completed"]);
  await register(signedUp.live, "live");
  await register(other.caller, "other");
  const recorded = await write(caller);
  expect(recorded?.endpointIds).toEqual([all, pings]);
  for (const endpointId of [all, pings]) {
    expect(await deliveriesOf(caller, endpointId)).toMatchObject([
      { event_id: recorded?.id, type: "ping", sequence: 1, state: "pending" },
    ]);
  }
  expect(await eventsOf(other.caller)).toEqual([]);
});

test("an event about no job is listed and posted like any other", async () => {
  const pipeline = await createPipeline(database);
  const endpointId = await register(pipeline.caller, "posted");
  const recorded = await write(pipeline.caller);
  await waitFor("the event", async () => (await eventsOf(pipeline.caller)).length > 0);
  const data = { webhook_id: "of no job" };
  expect(await eventsOf(pipeline.caller)).toMatchObject([
    { id: recorded?.id, type: "ping", job_id: null, page: 0, data },
  ]);
  expect(await deliverDue(pipeline.worker, { endpointId })).toMatchObject({ posts: 1, more: false });
  const [posted] = pipeline.posted;
  expect(posted?.id).toBe(recorded?.id);
  expect(WebhookEvent.parse(JSON.parse(posted?.body ?? ""))).toMatchObject({
    type: "ping",
    sequence: 1,
    data,
  });
  expect(await deliveriesOf(pipeline.caller, endpointId)).toMatchObject([{ state: "delivered" }]);
});

test("an event about no job is written each time, and only with the caller's transaction", async () => {
  const { caller } = await createPipeline(database);
  const endpointId = await register(caller, "again");
  await write(caller);
  await write(caller);
  const broken = inTransaction(database.kysely, async (transaction) => {
    await recordEvent(transaction, happening(caller));
    throw new Error("what happened did not happen");
  });
  await expect(broken).rejects.toThrow("did not happen");
  await waitFor("both events", async () => (await eventsOf(caller)).length === 2);
  expect((await deliveriesOf(caller, endpointId)).map(({ sequence }) => sequence)).toEqual([2, 1]);
});
