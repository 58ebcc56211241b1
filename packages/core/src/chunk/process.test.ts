import { createTestDatabase, type TestDatabase } from "@winnow/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { separateDeferred } from "#chunk/defer.ts";
import { leaseChunk } from "#chunk/lease.ts";
import { processChunk } from "#chunk/process.ts";
import { settleChunk } from "#chunk/settle.ts";
import { workOnRows } from "#chunk/work.ts";
import { readWallet } from "#credit/wallet.ts";
import { cancelJob } from "#job/control/cancel.ts";
import { createPipeline, verificationOf } from "#job/fixture/pipeline.ts";
import { planJob } from "#job/plan/plan.ts";
import { listRows } from "#job/results/results.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

const chunkOf = (jobId: string, number = 0) =>
  sql`select c.* from chunks c join jobs j on j.number = c.job_number where j.id = ${jobId} and c.number = ${number}`;

test("a chunk is one capture and one release, and each paid row names the entry", async () => {
  const pipeline = await createPipeline(database);
  const job = await pipeline.run(
    await pipeline.submit(
      "email\nvalid1@a.test\nvalid2@a.test\ncatch_all@a.test\ninvalid@a.test\nrisky@a.test\nx@a.test",
    ),
  );
  expect(job).toMatchObject({
    status: "completed",
    counts: { by_email_status: { valid: 2, catch_all: 1, invalid: 1, risky: 1, unknown: 1 } },
    credits: { reserved: 0, captured: 3, released: 3 },
  });
  const entries = await database.kysely
    .selectFrom("entries")
    .select(["id", "kind", "reasons"])
    .where("job_id", "=", job.id)
    .orderBy("wallet_version")
    .execute();
  expect(entries.map(({ kind }) => kind)).toEqual(["reserve", "capture", "release"]);
  expect(entries[2]?.reasons).toEqual({ invalid: 1000, risky: 1000, unknown: 1000 });
  const listed = await pipeline.rowsOf(job.id);
  const charges = listed.map((row) => row.charge);
  const paid = { credits: 1, entry: entries[1]?.id, basis: "verification" };
  expect(charges).toEqual([paid, paid, paid, null, null, null]);
  expect(await pipeline.problems()).toEqual([]);
});

test("charge_on narrows what is paid, and a found address outside it stays masked", async () => {
  const email = verificationOf("catch_all@a.test");
  const pipeline = await createPipeline(database, { enrich: () => ({ email, attempts: [] }) });
  const job = await pipeline.run(
    await pipeline.submit("Full Name,Company\nAda Lovelace,Acme", { kind: "enrich", charge_on: ["valid"] }),
  );
  expect(job.credits).toMatchObject({ captured: 0, released: 1 });
  const listed = await listRows(pipeline.caller, { jobId: job.id, limit: 1 });
  expect(listed).toMatchObject({
    page: { data: [{ status: "found", email: { address: "c••@a.test", masked: true }, charge: null }] },
  });
  const { rows } = await sql<{ hit: boolean }>`
    select exists (
      select from results r join jobs j on j.number = r.job_number
      where j.id = ${job.id} and r::text like '%catch_all@a.test%') as hit`.execute(database.kysely);
  expect(rows[0]?.hit).toBe(false);
});

test("a worker that lost the lease writes and charges nothing", async () => {
  const pipeline = await createPipeline(database);
  const job = await pipeline.submit("email\nvalid@a.test");
  await planJob(pipeline.worker, { jobId: job.id });
  const lease = () => leaseChunk(database.kysely, { jobId: job.id, chunk: 0, leaseMs: 60_000 });
  const zombie = await lease();
  if (zombie === undefined) throw new Error("the chunk should be free");
  expect(await lease()).toBeUndefined();

  // The zombie is stopped for longer than its lease; another worker does the work.
  await database.kysely
    .updateTable("chunks")
    .set({ leased_until: sql<Date>`now() - interval '1 second'` })
    .where("job_number", "=", zombie.job.number)
    .execute();
  expect(await processChunk(pipeline.worker, { jobId: job.id, chunk: 0 })).toMatchObject({
    outcome: "settled",
  });

  const outcomes = await workOnRows(pipeline.worker, zombie, new AbortController().signal);
  const late = await settleChunk(database.kysely, zombie, {
    ...separateDeferred(outcomes, zombie, new Date()),
    guaranteeDays: 30,
  });
  expect(late).toEqual({ outcome: "fenced" });
  expect((await pipeline.read(job)).credits).toMatchObject({ captured: 1, released: 0 });
  expect(await pipeline.problems()).toEqual([]);
});

test("a deferred row becomes a chunk that is due later, and the job waits for it", async () => {
  const pipeline = await createPipeline(database);
  const job = await pipeline.run(await pipeline.submit("email\nvalid@a.test\ngreylisted@a.test"));
  expect(job).toMatchObject({ status: "running", counts: { pending: 1, done: 1 }, credits: { reserved: 1 } });
  const { rows } = await sql<{ rows: number[]; wait: number; recheck: number }>`
    select rows, recheck, extract(epoch from due_at - now())::int as wait from (${chunkOf(job.id, 1)}) c`.execute(
    database.kysely,
  );
  expect(rows[0]).toMatchObject({ rows: [2], recheck: 1 });
  expect(rows[0]?.wait).toBeGreaterThan(700);
  expect(await processChunk(pipeline.worker, { jobId: job.id, chunk: 1 })).toEqual({
    outcome: "nothing_to_do",
  });
});

test("a row that kills its worker is isolated, and the others get their results", async () => {
  const pipeline = await createPipeline(database);
  const job = await pipeline.submit("email\nvalid1@a.test\nvalid2@a.test\nvalid3@a.test");
  await planJob(pipeline.worker, { jobId: job.id });
  pipeline.rung.length = 0;
  // Three workers died while they held it.
  await sql`update chunks set epoch = 3 from jobs j where j.number = job_number and j.id = ${job.id}`.execute(
    database.kysely,
  );
  expect(await processChunk(pipeline.worker, { jobId: job.id, chunk: 0 })).toMatchObject({
    outcome: "split",
  });
  await sql`update chunks set epoch = 3 from jobs j where j.number = job_number and j.id = ${job.id} and rows = '{3}'`.execute(
    database.kysely,
  );
  await pipeline.drain();
  const ended = await pipeline.read(job);
  expect(ended).toMatchObject({
    status: "completed",
    counts: { by_status: { verified: 2, failed: 1 } },
    credits: { captured: 2, released: 1 },
  });
  expect(await pipeline.problems()).toEqual([]);
});

test("two jobs that find one contact at the same time pay for it once", async () => {
  const email = verificationOf("valid@a.test");
  const pipeline = await createPipeline(database, { enrich: () => ({ email, attempts: [] }) });
  const csv = "Full Name,Company\nAda Lovelace,Acme";
  const jobs = [
    await pipeline.submit(csv, { kind: "enrich" }),
    await pipeline.submit(csv, { kind: "enrich" }),
    await pipeline.submit(csv, { kind: "enrich" }),
  ];
  for (const job of jobs) await planJob(pipeline.worker, { jobId: job.id });
  await Promise.all(jobs.map((job) => processChunk(pipeline.worker, { jobId: job.id, chunk: 0 })));
  const ended = await Promise.all(jobs.map((job) => pipeline.read(job)));
  expect(ended.map((job) => job.credits.captured).toSorted()).toEqual([0, 0, 1]);
  expect(await readWallet(pipeline.caller)).toMatchObject({ spent: 1, reserved: 0 });
  expect(await pipeline.problems()).toEqual([]);
});

test("a cancelled job releases its reservation at once, and work in progress is not written", async () => {
  const pipeline = await createPipeline(database, { settings: { chunkRows: 1 } });
  const job = await pipeline.submit("email\nvalid1@a.test\nvalid2@a.test");
  await planJob(pipeline.worker, { jobId: job.id });
  await processChunk(pipeline.worker, { jobId: job.id, chunk: 0 });
  const atWork = await leaseChunk(database.kysely, { jobId: job.id, chunk: 1, leaseMs: 60_000 });
  if (atWork === undefined) throw new Error("the second chunk should be free");

  const cancelled = await cancelJob(pipeline.caller, { jobId: job.id });
  expect(cancelled).toMatchObject({
    outcome: "cancelled",
    job: { status: "cancelled", credits: { reserved: 0, captured: 1, released: 1 } },
  });
  const nothing = { final: [], deferred: [], deferrals: [], guaranteeDays: 30 };
  expect(await settleChunk(database.kysely, atWork, nothing)).toEqual({ outcome: "fenced" });
  const listed = await listRows(pipeline.caller, { jobId: job.id, limit: 10 });
  expect(listed).toMatchObject({
    page: { data: [{ status: "verified" }, { status: "failed", reason: "cancelled" }] },
  });
  expect(await cancelJob(pipeline.caller, { jobId: job.id })).toEqual({
    outcome: "job_state_conflict",
    status: "cancelled",
  });
  expect(await pipeline.problems()).toEqual([]);
});
