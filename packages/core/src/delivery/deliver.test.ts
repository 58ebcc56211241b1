import { createTestDatabase, type TestDatabase } from "@winnow/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { deliverDue } from "#delivery/deliver.ts";
import { createPipeline } from "#job/fixture/pipeline.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

/** A completed job with its two events waiting, undelivered. */
async function withEvents() {
  const pipeline = await createPipeline(database);
  const submitted = await pipeline.submit("email\nvalid@a.test", { callback_url: "https://crm.test/hook" });
  pipeline.answers.push(refusal, refusal);
  const job = await pipeline.run(submitted);
  const endpoint = await database.kysely
    .selectFrom("endpoints")
    .selectAll()
    .where("organization_id", "=", pipeline.caller.actor.organizationId)
    .executeTakeFirstOrThrow();
  const deliveries = () =>
    database.kysely
      .selectFrom("deliveries")
      .selectAll()
      .where("endpoint_id", "=", endpoint.id)
      .orderBy("sequence")
      .execute();
  const due = () =>
    sql`update deliveries set next_attempt_at = now() where endpoint_id = ${endpoint.id}`.execute(
      database.kysely,
    );
  return { pipeline, job, endpoint, deliveries, due };
}

const refusal = { outcome: "rejected", status: 500, gone: false, ms: 1 } as const;

test("a refused event is tried again later: the same id, the same bytes, the next attempt number", async () => {
  const { pipeline, endpoint, deliveries, due } = await withEvents();
  expect((await deliveries()).map(({ state, attempts }) => [state, attempts])).toEqual([
    ["pending", 1],
    ["pending", 1],
  ]);
  expect(await deliverDue(pipeline.worker, { endpointId: endpoint.id })).toMatchObject({ posts: 0 });
  await due();
  expect(await deliverDue(pipeline.worker, { endpointId: endpoint.id })).toMatchObject({ posts: 2 });
  const [first, second, again, againSecond] = pipeline.posted;
  expect(again).toEqual({ ...first, attempt: 2 });
  expect(againSecond).toEqual({ ...second, attempt: 2 });
  expect((await deliveries()).every(({ state }) => state === "delivered")).toBe(true);
});

test("when the schedule is exhausted the delivery has failed, and each attempt is on record", async () => {
  const { pipeline, endpoint, deliveries, due } = await withEvents();
  for (let round = 0; round < 2; round += 1) {
    pipeline.answers.push(refusal, refusal);
    await due();
    await deliverDue(pipeline.worker, { endpointId: endpoint.id });
  }
  expect((await deliveries()).map(({ state, attempts }) => [state, attempts])).toEqual([
    ["failed", 3],
    ["failed", 3],
  ]);
  const attempts = await database.kysely
    .selectFrom("delivery_attempts")
    .innerJoin("deliveries", "deliveries.id", "delivery_attempts.delivery_id")
    .select(["attempt", "status"])
    .where("deliveries.endpoint_id", "=", endpoint.id)
    .execute();
  expect(attempts).toHaveLength(6);
});

test("410 disables the endpoint and holds its events", async () => {
  const { pipeline, endpoint, deliveries, due } = await withEvents();
  pipeline.answers.push({ ...refusal, status: 410, gone: true });
  await due();
  await deliverDue(pipeline.worker, { endpointId: endpoint.id });
  expect(await deliverDue(pipeline.worker, { endpointId: endpoint.id })).toEqual({
    outcome: "nothing_to_do",
  });
  expect((await deliveries()).map(({ state }) => state)).toEqual(["pending", "pending"]);
  expect(pipeline.posted).toHaveLength(3);
});

test("an endpoint is one lane: while one worker posts, another has nothing to do", async () => {
  const { pipeline, endpoint, due } = await withEvents();
  await due();
  const outcomes = await Promise.all(
    [1, 2, 3].map(() => deliverDue(pipeline.worker, { endpointId: endpoint.id })),
  );
  expect(outcomes.filter(({ outcome }) => outcome === "turn_ended").length).toBeGreaterThan(0);
  // Two events, each posted once after the two refusals of the beginning.
  expect(pipeline.posted).toHaveLength(4);
});
