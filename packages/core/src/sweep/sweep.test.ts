import { createTestDatabase, type TestDatabase } from "@winnow/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { leaseChunk } from "#chunk/lease.ts";
import { createPipeline } from "#job/fixture/pipeline.ts";
import { planJob } from "#job/plan/plan.ts";
import { sweep } from "#sweep/sweep.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

/** Lets a minute pass for everything that was rung or leased. */
async function aMinuteLater(): Promise<void> {
  for (const table of ["jobs", "chunks", "deliveries"]) {
    await sql`update ${sql.table(table)} set rung_at = rung_at - interval '1 minute'`.execute(
      database.kysely,
    );
  }
  await sql`update jobs set created_at = created_at - interval '1 minute', started_at = started_at - interval '1 minute'`.execute(
    database.kysely,
  );
  await sql`update chunks set leased_until = leased_until - interval '1 hour' where state = 'leased'`.execute(
    database.kysely,
  );
  await sql`update chunks set due_at = due_at - interval '1 day'`.execute(database.kysely);
}

test("a job whose every bell is lost still completes, by sweeping alone", async () => {
  const pipeline = await createPipeline(database, { settings: { chunkRows: 1, windowChunks: 1 } });
  const job = await pipeline.submit("email\nvalid1@a.test\nvalid2@a.test\ngreylisted@a.test", {
    callback_url: "https://crm.test/hook",
  });
  expect(await sweep(pipeline.worker)).toMatchObject({ plans: 0 });
  const seen = { plans: 0, chunks: 0, endpoints: 0 };
  for (let round = 0; round < 12; round += 1) {
    await aMinuteLater();
    pipeline.rung.length = 0;
    const report = await sweep(pipeline.worker);
    for (const key of ["plans", "chunks", "endpoints"] as const) seen[key] += report[key];
    // What the sweep rang is heard; what that work rings in turn is lost.
    for (const bell of pipeline.rung.splice(0)) await pipeline.hear(bell);
  }
  expect(seen.plans).toBe(1);
  expect(seen.chunks).toBeGreaterThan(1);
  expect(seen.endpoints).toBeGreaterThan(0);
  // The greylisted host never relents: its row ends as unknown, and free, when the schedule is exhausted.
  expect(await pipeline.read(job)).toMatchObject({
    status: "completed",
    counts: { by_email_status: { valid: 2, unknown: 1 } },
    credits: { captured: 2, released: 1, reserved: 0 },
  });
});

test("a chunk whose worker died is rung when its lease is over, not before", async () => {
  const pipeline = await createPipeline(database);
  const job = await pipeline.submit("email\nvalid@a.test");
  await planJob(pipeline.worker, { jobId: job.id });
  await leaseChunk(database.kysely, { jobId: job.id, chunk: 0, leaseMs: 60_000 });
  pipeline.rung.length = 0;
  await sweep(pipeline.worker);
  expect(pipeline.rung).toEqual([]);
  await aMinuteLater();
  await sweep(pipeline.worker);
  expect(pipeline.rung).toContainEqual(["process-chunk", { jobId: job.id, chunk: 0 }]);
  await pipeline.drain();
  expect((await pipeline.read(job)).status).toBe("completed");
});

test("where one bell is lost, the bells of the other chunks are rung with it, and none before", async () => {
  const pipeline = await createPipeline(database, { settings: { chunkRows: 1, windowChunks: 2 } });
  const job = await pipeline.submit("email\nvalid1@a.test\nvalid2@a.test\nvalid3@a.test");
  await planJob(pipeline.worker, { jobId: job.id });
  pipeline.rung.length = 0;
  await sweep(pipeline.worker);
  expect(pipeline.rung).toEqual([]);
  await sql`
    update chunks set rung_at = rung_at - interval '1 minute'
    where number = 1 and job_number = (select number from jobs where id = ${job.id})`.execute(
    database.kysely,
  );
  expect(await sweep(pipeline.worker)).toMatchObject({ chunks: 2 });
  // The third chunk waits outside of the job's window.
  expect(pipeline.rung).toHaveLength(2);
  for (const chunk of [0, 1]) {
    expect(pipeline.rung).toContainEqual(["process-chunk", { jobId: job.id, chunk }]);
  }
  await sweep(pipeline.worker);
  expect(pipeline.rung).toHaveLength(2);
  await pipeline.drain();
});

test("a completion that was cut off is made up for, with its event and nothing reserved", async () => {
  const pipeline = await createPipeline(database);
  const job = await pipeline.submit("email\nno address", { callback_url: "https://crm.test/hook" });
  // Planned without a row to work on; the process died before completing it.
  await planJob(pipeline.worker, { jobId: job.id });
  expect((await pipeline.read(job)).status).toBe("running");
  await aMinuteLater();
  expect(await sweep(pipeline.worker)).toMatchObject({ completions: 1 });
  expect(await pipeline.read(job)).toMatchObject({ status: "completed", credits: { reserved: 0 } });
  await pipeline.drain();
  expect(pipeline.posted.map(({ body }) => (JSON.parse(body) as { type: string }).type)).toEqual([
    "rows.batch",
    "job.completed",
  ]);
});
