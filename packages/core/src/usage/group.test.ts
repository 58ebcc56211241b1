import type { UsageGroupQuery } from "@winnow/contracts";
import { createTestDatabase, type TestDatabase } from "@winnow/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createPipeline } from "#job/fixture/pipeline.ts";
import { countCalls, type CallCount } from "#usage/count-calls.ts";
import { groupUsage } from "#usage/group.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

type Pipeline = Awaited<ReturnType<typeof createPipeline>>;

async function group(
  { caller }: Pipeline,
  query: Partial<UsageGroupQuery> & Pick<UsageGroupQuery, "group_by">,
) {
  const grouped = await groupUsage(caller, { limit: 100, ...query });
  if (grouped.outcome !== "grouped") throw new Error(grouped.outcome);
  return grouped.page;
}

const callsOf = ({ caller }: Pipeline, members: Partial<CallCount> = {}): CallCount => ({
  organizationId: caller.actor.organizationId,
  mode: caller.actor.mode,
  callerId: caller.actor.keyId,
  endpoint: "GET /v1/jobs",
  day: "2026-11-20",
  calls: 1,
  denied: 0,
  ...members,
});

const none = { granted: 0, captured: 0, released: 0, refunded: 0 };

test("by job: credits and verdicts of each, the newest first, page by page", async () => {
  const pipeline = await createPipeline(database);
  const first = await pipeline.run(await pipeline.submit("email\nvalid@a.test\ninvalid@a.test"));
  const second = await pipeline.run(await pipeline.submit("email\ncatch_all@b.test"));
  const page = await group(pipeline, { group_by: "job", limit: 1 });
  expect(page).toMatchObject({
    has_more: true,
    data: [
      { group: second.id, calls: 0, credits: { ...none, captured: 1 }, by_email_status: { catch_all: 1 } },
    ],
  });
  expect(await group(pipeline, { group_by: "job", cursor: page.next_cursor ?? "" })).toEqual({
    has_more: false,
    next_cursor: null,
    data: [
      {
        group: first.id,
        calls: 0,
        denied: 0,
        credits: { ...none, captured: 1, released: 1 },
        by_email_status: { valid: 1, invalid: 1 },
      },
    ],
  });
});

test("by key: its calls, those that were denied, and what its jobs cost; grants belong to no key", async () => {
  const pipeline = await createPipeline(database);
  await pipeline.run(await pipeline.submit("email\nvalid@a.test"));
  await countCalls(database.kysely, [callsOf(pipeline, { calls: 5, denied: 2 })]);
  await countCalls(database.kysely, [
    callsOf(pipeline, { calls: 1 }),
    callsOf(pipeline, { callerId: "key_another", endpoint: "POST /v1/jobs", calls: 7 }),
  ]);
  const { data } = await group(pipeline, { group_by: "key" });
  expect(data.toSorted((a, b) => a.calls - b.calls)).toEqual([
    {
      group: pipeline.caller.actor.keyId,
      calls: 6,
      denied: 2,
      credits: { ...none, captured: 1 },
      by_email_status: { valid: 1 },
    },
    { group: "key_another", calls: 7, denied: 0, credits: none, by_email_status: {} },
  ]);
});

test("by day: calls, grants, credits and verdicts, the latest day first", async () => {
  const pipeline = await createPipeline(database);
  await pipeline.run(await pipeline.submit("email\nvalid@a.test"));
  await countCalls(database.kysely, [callsOf(pipeline), callsOf(pipeline, { day: "2026-11-19", calls: 3 })]);
  const { data } = await group(pipeline, { group_by: "day" });
  expect(data.map(({ calls, credits, by_email_status: statuses }) => ({ calls, credits, statuses }))).toEqual(
    [
      { calls: 0, credits: { ...none, granted: 50, captured: 1 }, statuses: { valid: 1 } },
      { calls: 1, credits: none, statuses: {} },
      { calls: 3, credits: none, statuses: {} },
    ],
  );
  expect(data.slice(1).map((one) => one.group)).toEqual(["2026-11-20", "2026-11-19"]);
  const later = await group(pipeline, { group_by: "day", from: "2026-11-20T12:00:00Z" });
  expect(later.data.at(-1)).toMatchObject({ group: "2026-11-20", calls: 1 });
});

test("by endpoint: calls alone", async () => {
  const pipeline = await createPipeline(database);
  await countCalls(database.kysely, [
    callsOf(pipeline, { calls: 2 }),
    callsOf(pipeline, { day: "2026-11-21", calls: 3, denied: 1 }),
    callsOf(pipeline, { endpoint: "GET /v1/usage" }),
  ]);
  const { data } = await group(pipeline, { group_by: "endpoint" });
  expect(data.map((one) => [one.group, one.calls, one.denied])).toEqual([
    ["GET /v1/usage", 1, 0],
    ["GET /v1/jobs", 5, 1],
  ]);
});

test("a running job shows what its chunks have found so far", async () => {
  const pipeline = await createPipeline(database, { settings: { chunkRows: 1, windowChunks: 1 } });
  const job = await pipeline.submit("email\nvalid@a.test\ninvalid@b.test");
  await pipeline.hear(["plan-job", { jobId: job.id }]);
  await pipeline.hear(["process-chunk", { jobId: job.id, chunk: 0 }]);
  const { data } = await group(pipeline, { group_by: "job" });
  expect(Object.values(data[0]?.by_email_status ?? {})).toEqual([1]);
});

test("nothing of another organization is in it, and a foreign cursor is refused", async () => {
  const pipeline = await createPipeline(database);
  await pipeline.run(await pipeline.submit("email\nvalid@a.test"));
  await countCalls(database.kysely, [callsOf(pipeline)]);
  const stranger = await createPipeline(database);
  for (const by of ["key", "job", "endpoint"] as const) {
    expect((await group(stranger, { group_by: by })).data).toEqual([]);
  }
  expect(await groupUsage(pipeline.caller, { group_by: "day", limit: 1, cursor: "x" })).toEqual({
    outcome: "invalid_cursor",
  });
});

test("counts from many processes at once add up", async () => {
  const pipeline = await createPipeline(database);
  const endpoints = ["a", "b", "c", "d"].map((name) => `GET /${name}`);
  await Promise.all(
    Array.from({ length: 20 }, (_, process) =>
      countCalls(
        database.kysely,
        (process % 2 === 0 ? endpoints : endpoints.toReversed()).map((endpoint) =>
          callsOf(pipeline, { endpoint }),
        ),
      ),
    ),
  );
  const { data } = await group(pipeline, { group_by: "endpoint" });
  expect(data.map(({ calls }) => calls)).toEqual([20, 20, 20, 20]);
});
