import { createTestDatabase, type TestDatabase } from "@winnow/testing";
import { sql, type RawBuilder } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { leaseChunk } from "#chunk/lease.ts";
import { processChunk } from "#chunk/process.ts";
import { splitChunk } from "#chunk/split.ts";
import { cancelJob } from "#job/control/cancel.ts";
import { createPipeline } from "#job/fixture/pipeline.ts";
import { pauseJob } from "#job/control/pause.ts";
import { planJob } from "#job/plan/plan.ts";
import { readWork } from "#job/read-work.ts";
import { resumeJob } from "#job/control/resume.ts";
import { sumTally } from "#job/control/tally.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

type Pipeline = Awaited<ReturnType<typeof createPipeline>>;
const file = (...words: string[]) => ["email", ...words.map((word, n) => `${word}${n}@a.test`)].join("\n");

async function planned(pipeline: Pipeline, csv: string) {
  const job = await pipeline.submit(csv);
  await planJob(pipeline.worker, { jobId: job.id });
  return job;
}
const work = ({ worker }: Pipeline, jobId: string, ...chunks: number[]) =>
  Promise.all(chunks.map((chunk) => processChunk(worker, { jobId, chunk })));

/** Moves what has happened into the past: by the database's clock there is nothing to wait for. */
const age = (jobId: string, seconds: number) =>
  sql`
    with job as (
      update jobs set at_work_since = at_work_since - make_interval(secs => ${seconds}) where id = ${jobId}
      returning number
    )
    update chunks c set done_at = done_at - make_interval(secs => ${seconds}) from job
    where c.job_number = job.number and done_at is not null`.execute(database.kysely);

/** However slow the machine is, the work has begun a moment ago. */
const beganAt = (jobId: string, moment: RawBuilder<unknown>) =>
  sql`update jobs set at_work_since = ${moment} where id = ${jobId}`.execute(database.kysely);

/** The job, and its estimate in seconds from now. */
async function progressOf(pipeline: Pipeline, jobId: string) {
  const { progress } = await pipeline.read({ id: jobId } as never);
  const { rows } = await sql<{ now: Date }>`select now() as now`.execute(database.kysely);
  const end = progress.estimated_end_at;
  const secondsLeft = end === null ? null : (Date.parse(end) - rows[0]!.now.getTime()) / 1000;
  return { ...progress, secondsLeft };
}
const small = { settings: { chunkRows: 2, windowChunks: 9 } };

test("a pace is known from the second chunk on, and the end follows from what is left", async () => {
  const pipeline = await createPipeline(database, small);
  const { id } = await planned(pipeline, file(..."valid ".repeat(10).trim().split(" ")));
  await beganAt(id, sql`now()`);
  expect(await progressOf(pipeline, id)).toMatchObject({ rows_per_second: null, estimated_end_at: null });
  await work(pipeline, id, 0);
  await beganAt(id, sql`(select max(done_at) from chunks)`);
  expect(await progressOf(pipeline, id)).toMatchObject({ rows_per_second: null, estimated_end_at: null });
  await work(pipeline, id, 1);
  await age(id, 20);
  const soon = await progressOf(pipeline, id);
  // Four rows in twenty seconds and a little; six are left.
  expect(soon.rows_per_second).toBeGreaterThan(0.1);
  expect(soon.rows_per_second).toBeLessThanOrEqual(0.2);
  expect(soon.secondsLeft).toBeGreaterThan(29);
  // What is older than a minute says nothing any more: no worker is on it.
  await age(id, 60);
  expect(await progressOf(pipeline, id)).toMatchObject({ rows_per_second: 0, estimated_end_at: null });
});

test("rows that a mail host deferred are counted, with the first and the last moment of their return", async () => {
  const pipeline = await createPipeline(database, small);
  const { id } = await planned(
    pipeline,
    file("greylisted", "greylisted", "valid", "valid", "valid", "greylisted"),
  );
  await work(pipeline, id, 0, 1);
  const first = await progressOf(pipeline, id);
  expect(first).toMatchObject({ deferred: 2 });
  // The host named ten minutes, and a fifth is added; the first pass is over long before.
  expect(first.secondsLeft).toBeGreaterThan(700);
  expect(first.next_attempt_at).toBe(first.estimated_end_at);
  await work(pipeline, id, 2);
  await sql`
    update chunks c set due_at = now() + interval '5 seconds' from jobs j
    where j.number = c.job_number and j.id = ${id} and c.state = 'pending' and cardinality(c.rows) = 1`.execute(
    database.kysely,
  );
  const both = await progressOf(pipeline, id);
  expect(both.deferred).toBe(3);
  expect(both.estimated_end_at).toBe(first.estimated_end_at);
  expect(both.next_attempt_at! < first.next_attempt_at!).toBe(true);
});

test("rows that were only deferred count as passed, so that the end is not estimated too late", async () => {
  const pipeline = await createPipeline(database, small);
  const { id } = await planned(pipeline, file(..."greylisted ".repeat(6).trim().split(" ")));
  await work(pipeline, id, 0, 1);
  await age(id, 20);
  await sql`update chunks set due_at = now() where state = 'pending' and recheck > 0`.execute(
    database.kysely,
  );
  const { rows_per_second: rate, secondsLeft } = await progressOf(pipeline, id);
  expect(rate).toBe(0);
  expect(secondsLeft).toBeGreaterThan(9);
  expect(secondsLeft).toBeLessThan(20);
});

test("a chunk that was split was not worked on", async () => {
  const pipeline = await createPipeline(database, small);
  const { id } = await planned(pipeline, file("valid", "valid", "valid", "valid"));
  const lease = await leaseChunk(database.kysely, { jobId: id, chunk: 0, leaseMs: 60_000 });
  await splitChunk(pipeline.worker, lease!);
  await age(id, 10);
  const { rows_per_second: rate, secondsLeft } = await progressOf(pipeline, id);
  expect({ rate, secondsLeft }).toEqual({ rate: 0, secondsLeft: null });
});

test("while it pauses there is no pace, and afterwards it counts from there; an ended job has none", async () => {
  const pipeline = await createPipeline(database, small);
  const { id } = await planned(pipeline, file("greylisted", "valid", "valid", "valid", "valid", "valid"));
  await work(pipeline, id, 0, 1);
  await pauseJob(pipeline.caller, { jobId: id });
  const none = { rows_per_second: null, estimated_end_at: null, next_attempt_at: null };
  expect((await pipeline.read({ id } as never)).progress).toEqual({ ...none, deferred: 1 });
  await resumeJob(pipeline.caller, { jobId: id });
  expect(await progressOf(pipeline, id)).toMatchObject({ rows_per_second: null, deferred: 1 });
  await cancelJob(pipeline.caller, { jobId: id });
  expect((await pipeline.read({ id } as never)).progress).toEqual({ ...none, deferred: 0 });
});

test("one look has the same tally as the end of the job writes down", async () => {
  const pipeline = await createPipeline(database, small);
  const csv = `${file("valid", "invalid", "greylisted", "valid", "risky")}\nvalid0@a.test\nnonsense`;
  const { id } = await planned(pipeline, csv);
  await work(pipeline, id, 0, 1, 2);
  const job = await database.kysely
    .selectFrom("jobs")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  const { tally } = await readWork(database.kysely, job);
  expect(tally).toEqual(await sumTally(database.kysely, job.number));
  expect(tally).toMatchObject({ "status.verified": 4, "status.duplicate": 1, "status.invalid_input": 1 });
});
