import { createTestDatabase, type TestDatabase } from "@winnow/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createPipeline } from "#job/fixture/pipeline.ts";
import { planJob } from "#job/plan/plan.ts";
import { readKeyBudget } from "#key/budget.ts";
import { createKey } from "#key/create.ts";
import { vault } from "#organization/fixture/signed-up.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

type Pipeline = Awaited<ReturnType<typeof createPipeline>>;

/** A pipeline whose key has ceilings, in credits. */
async function withCeilings(perDay: number | null, total: number | null): Promise<Pipeline> {
  const pipeline = await createPipeline(database);
  await sql`update api_keys set max_millicredits_per_day = ${perDay}::bigint * 1000,
    max_millicredits_total = ${total}::bigint * 1000 where id = ${pipeline.caller.actor.keyId}`.execute(
    database.kysely,
  );
  return pipeline;
}

const budget = async ({ caller }: Pipeline) =>
  (await readKeyBudget(database.kysely, caller.actor.keyId)) / 1000;
const emails = (count: number, local = "valid") =>
  ["email", ...Array.from({ length: count }, (_, row) => `${local}${row}@a.test`)].join("\n");

test("a key without a ceiling has no end", async () => {
  expect(await budget(await createPipeline(database))).toBe(Number.POSITIVE_INFINITY);
});

test("what was charged and what is held counts; what was released does not", async () => {
  const pipeline = await withCeilings(null, 10);
  await pipeline.run(await pipeline.submit(emails(3)));
  await pipeline.run(await pipeline.submit(emails(4, "invalid")));
  expect(await budget(pipeline)).toBe(7);
  const atWork = await pipeline.submit(emails(5));
  await planJob(pipeline.worker, { jobId: atWork.id });
  expect(await budget(pipeline)).toBe(2);
});

test("the day's ceiling begins anew with the day in UTC, the other one never does", async () => {
  const pipeline = await withCeilings(4, 10);
  await pipeline.run(await pipeline.submit(emails(3)));
  expect(await budget(pipeline)).toBe(1);
  await sql`update reservations set created_at = created_at - interval '1 day'
    where organization_id = ${pipeline.caller.actor.organizationId}`.execute(database.kysely);
  expect(await budget(pipeline)).toBe(4);
  await pipeline.run(await pipeline.submit(emails(4)));
  expect(await budget(pipeline)).toBe(0);
});

test("a job that plainly exceeds it is refused at once, and nothing is stored", async () => {
  const pipeline = await withCeilings(2, null);
  await expect(pipeline.submit(emails(3))).rejects.toThrow(
    /"code":"key_budget_exceeded".*"required":3,"available":2,"shortfall":1/,
  );
});

test("rows that fit are taken with partial, and the rest is not", async () => {
  const pipeline = await withCeilings(null, 2);
  const job = await pipeline.run(await pipeline.submit(emails(5), { on_insufficient: "partial" }));
  expect(job).toMatchObject({ status: "completed", credits: { captured: 2 } });
  expect(await budget(pipeline)).toBe(0);
});

test.each(["reject", "hold"] as const)(
  "of two jobs at once that do not both fit, one fails for it (%s)",
  async (onInsufficient) => {
    const pipeline = await withCeilings(null, 3);
    const jobs = [
      await pipeline.submit(emails(2), { on_insufficient: onInsufficient }),
      await pipeline.submit(emails(3), { on_insufficient: onInsufficient }),
    ];
    const planned = await Promise.all(jobs.map(({ id }) => planJob(pipeline.worker, { jobId: id })));
    expect(planned.map(({ outcome }) => outcome).toSorted()).toEqual(["failed", "planned"]);
    const shown = await Promise.all(jobs.map((job) => pipeline.read(job)));
    expect(shown.filter(({ status }) => status === "failed").map(({ reason }) => reason)).toEqual([
      "key_budget_exceeded",
    ]);
    expect(await budget(pipeline)).toBeGreaterThanOrEqual(0);
  },
);

test("a key with a ceiling makes no keys, and one without makes keys that have one", async () => {
  const capped = await withCeilings(null, 3);
  expect(await createKey({ ...capped.caller, vault }, { name: "more" })).toEqual({ outcome: "capped" });
  const free = await createPipeline(database);
  const made = await createKey(
    { ...free.caller, vault },
    { name: "nightly", max_credits_per_day: 5, max_credits_total: 100 },
  );
  expect(made).toMatchObject({ outcome: "created", key: { max_credits_per_day: 5, max_credits_total: 100 } });
});
