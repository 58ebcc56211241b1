import type { Job } from "@winnow/contracts";
import { createTestDatabase, type TestDatabase } from "@winnow/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { processChunk } from "#chunk/process.ts";
import { cancelJob } from "#job/control/cancel.ts";
import { createPipeline } from "#job/fixture/pipeline.ts";
import { pauseJob } from "#job/control/pause.ts";
import { planJob } from "#job/plan/plan.ts";
import { createJobProgress } from "#job/control/progress.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

const valueOf = async (states: AsyncGenerator<Job, void, undefined>) => (await states.next()).value;
const untilEnd = new AbortController().signal;

test("twenty who follow cost no more than the two jobs that they follow", async () => {
  const { submit, caller } = await createPipeline(database);
  const jobs = [await submit("email\nvalid@a.test"), await submit("email\nvalid@b.test")];
  const progress = createJobProgress(database.kysely);
  const following = Array.from({ length: 20 }, (_, n) => progress.follow(jobs[n % 2]!.id, untilEnd));
  let asked = 0;
  const count = () => void (asked += 1);
  database.pool.on("acquire", count);
  const first = await Promise.all(following.map(valueOf));
  database.pool.off("acquire", count);
  expect(first).toEqual(following.map((_, n) => jobs[n % 2]));
  // One query finds both changed; each job is read once, for all its followers.
  expect(asked).toBeLessThan(10);
  for (const { id } of jobs) await cancelJob(caller, { jobId: id });
  const last = await Promise.all(following.map(valueOf));
  expect(new Set(last.map((job) => job?.status))).toEqual(new Set(["cancelled"]));
  expect(await Promise.all(following.map(valueOf))).toEqual(following.map(() => undefined));
});

test("a later follower is told the state of the job, though nothing changes", async () => {
  const { submit, caller } = await createPipeline(database);
  const job = await submit("email\nvalid@a.test");
  const progress = createJobProgress(database.kysely);
  const early = progress.follow(job.id, untilEnd);
  expect(await valueOf(early)).toEqual(job);
  const late = progress.follow(job.id, untilEnd);
  expect(await valueOf(late)).toEqual(job);
  await pauseJob(caller, { jobId: job.id });
  expect(await valueOf(late)).toMatchObject({ status: "paused" });
  await cancelJob(caller, { jobId: job.id });
  expect(await valueOf(late)).toMatchObject({ status: "cancelled" });
  // A follower that did not read meanwhile has missed the pause.
  expect(await valueOf(early)).toMatchObject({ status: "cancelled" });
});

test("a running job is told anew although no row was settled: its estimate changes with time", async () => {
  const { submit, worker, caller } = await createPipeline(database, { settings: { chunkRows: 1 } });
  const { id } = await submit("email\nvalid1@a.test\nvalid2@a.test\nvalid3@a.test");
  await planJob(worker, { jobId: id });
  for (const chunk of [0, 1]) await processChunk(worker, { jobId: id, chunk });
  const progress = createJobProgress(database.kysely, { tellAgainAfterMs: 0 });
  const following = progress.follow(id, untilEnd);
  const first = await valueOf(following);
  const second = await valueOf(following);
  expect(second).toEqual({ ...first, progress: second?.progress });
  expect(second?.progress.rows_per_second).toBeLessThan(first?.progress.rows_per_second ?? 0);
  expect(second!.progress.estimated_end_at! > first!.progress.estimated_end_at!).toBe(true);
  await pauseJob(caller, { jobId: id });
  expect(await valueOf(following)).toMatchObject({ status: "paused" });
  // A paused job is not told again until it changes.
  const next = valueOf(following);
  await cancelJob(caller, { jobId: id });
  expect(await next).toMatchObject({ status: "cancelled" });
});

test("a follower that stops is told nothing more", async () => {
  const { submit } = await createPipeline(database);
  const job = await submit("email\nvalid@a.test");
  const progress = createJobProgress(database.kysely);
  const stop = new AbortController();
  const following = progress.follow(job.id, stop.signal);
  await following.next();
  const waiting = following.next();
  stop.abort();
  expect((await waiting).done).toBe(true);
  const already = progress.follow(job.id, stop.signal);
  expect((await already.next()).done).toBe(true);
});
