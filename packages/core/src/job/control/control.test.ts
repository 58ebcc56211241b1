import { createTestDatabase, type TestDatabase } from "@winnow/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { leaseChunk } from "#chunk/lease.ts";
import { processChunk } from "#chunk/process.ts";
import { grantCredits } from "#credit/grant.ts";
import { cancelJob } from "#job/control/cancel.ts";
import { createPipeline } from "#job/fixture/pipeline.ts";
import { pauseJob } from "#job/control/pause.ts";
import { planJob } from "#job/plan/plan.ts";
import { resumeJob } from "#job/control/resume.ts";
import { sweep } from "#sweep/sweep.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

const small = { settings: { chunkRows: 1, windowChunks: 2 } };
const four = "email\nvalid1@a.test\nvalid2@a.test\nvalid3@a.test\nvalid4@a.test";

test("a paused job leases nothing more, what is at work is settled, and it goes on where it was", async () => {
  const pipeline = await createPipeline(database, small);
  const job = await pipeline.submit(four);
  await planJob(pipeline.worker, { jobId: job.id });
  const lease = await leaseChunk(database.kysely, { jobId: job.id, chunk: 0, leaseMs: 60_000 });
  expect(lease).toBeDefined();
  expect(await pauseJob(pipeline.caller, { jobId: job.id })).toMatchObject({ job: { status: "paused" } });
  expect(await pauseJob(pipeline.caller, { jobId: job.id })).toMatchObject({ job: { status: "paused" } });
  expect(await leaseChunk(database.kysely, { jobId: job.id, chunk: 1, leaseMs: 60_000 })).toBeUndefined();
  // The worker that held the lease ends its work, as if it had leased the chunk just before the pause.
  await sql`update chunks set state = 'pending', leased_until = null where job_number = ${lease!.job.number}`.execute(
    database.kysely,
  );
  await pipeline.drain();
  expect((await pipeline.read(job)).counts).toMatchObject({ done: 0 });
  expect(await resumeJob(pipeline.caller, { jobId: job.id })).toMatchObject({ job: { status: "running" } });
  await pipeline.hearAll();
  expect(await pipeline.read(job)).toMatchObject({
    status: "completed",
    credits: { captured: 4, reserved: 0 },
  });
});

test("work that was begun before the pause is kept and paid for", async () => {
  const pipeline = await createPipeline(database, { settings: { chunkRows: 4 } });
  const job = await pipeline.submit(four);
  await planJob(pipeline.worker, { jobId: job.id });
  const { verifiers } = pipeline.worker;
  const slow = {
    ...verifiers.test,
    async *verifyMany(addresses: readonly string[]) {
      await pauseJob(pipeline.caller, { jobId: job.id });
      yield* verifiers.test.verifyMany(addresses);
    },
  };
  const worker = { ...pipeline.worker, verifiers: { live: slow, test: slow } };
  expect(await processChunk(worker, { jobId: job.id, chunk: 0 })).toMatchObject({
    outcome: "settled",
    rows: 4,
  });
  expect(await pipeline.read(job)).toMatchObject({ status: "completed", credits: { captured: 4 } });
});

test("a pause leaves the window as it was: a huge job does not fill the queue when it goes on", async () => {
  const pipeline = await createPipeline(database, small);
  const job = await pipeline.submit(four);
  await planJob(pipeline.worker, { jobId: job.id });
  await processChunk(pipeline.worker, { jobId: job.id, chunk: 0 });
  for (let round = 0; round < 2; round += 1) {
    await pauseJob(pipeline.caller, { jobId: job.id });
    pipeline.signedUp.rung.length = 0;
    await resumeJob(pipeline.caller, { jobId: job.id });
    expect(pipeline.signedUp.rung).toEqual(
      [1, 2].map((chunk) => ["process-chunk", { jobId: job.id, chunk }]),
    );
  }
});

test("deferred rows that come due in a pause wait for its end, and the next sweep finds them", async () => {
  const pipeline = await createPipeline(database);
  const job = await pipeline.run(await pipeline.submit("email\nvalid@a.test\ngreylisted@a.test"));
  expect(job).toMatchObject({ status: "running", counts: { done: 1, pending: 1 } });
  const comeDue = () => sql`update chunks set due_at = now() where due_at > now()`.execute(database.kysely);
  await comeDue();
  // Its bell rings while the job is paused.
  await sweep(pipeline.worker);
  const recheck = ["recheck-rows", { jobId: job.id, chunk: 1 }] as const;
  expect(pipeline.rung).toContainEqual(recheck);
  await pauseJob(pipeline.caller, { jobId: job.id });
  await pipeline.drain();
  await sweep(pipeline.worker);
  expect(pipeline.rung).toEqual([]);
  expect(pipeline.asked).toHaveLength(2);
  await resumeJob(pipeline.caller, { jobId: job.id });
  await sweep(pipeline.worker);
  expect(pipeline.rung).toContainEqual(recheck);
  // The host never relents: after as many rechecks as the schedule has, the row is unknown.
  for (let round = 0; round < 5; round += 1) {
    await pipeline.drain();
    await comeDue();
    await sweep(pipeline.worker);
  }
  expect(await pipeline.read(job)).toMatchObject({
    status: "completed",
    credits: { captured: 1, released: 1 },
  });
});

test("a paused job can be cancelled: what was not done is released", async () => {
  const pipeline = await createPipeline(database, small);
  const job = await pipeline.submit(four);
  await planJob(pipeline.worker, { jobId: job.id });
  await processChunk(pipeline.worker, { jobId: job.id, chunk: 0 });
  await pauseJob(pipeline.caller, { jobId: job.id });
  expect(await cancelJob(pipeline.caller, { jobId: job.id })).toMatchObject({
    job: { status: "cancelled", credits: { captured: 1, released: 3, reserved: 0 } },
  });
  expect(await processChunk(pipeline.worker, { jobId: job.id, chunk: 1 })).toEqual({
    outcome: "nothing_to_do",
  });
  expect(await resumeJob(pipeline.caller, { jobId: job.id })).toMatchObject({ status: "cancelled" });
});

test("a job that pauses before it was planned is planned when it goes on", async () => {
  const pipeline = await createPipeline(database);
  const job = await pipeline.submit(four);
  await pauseJob(pipeline.caller, { jobId: job.id });
  expect(await planJob(pipeline.worker, { jobId: job.id })).toEqual({ outcome: "nothing_to_do" });
  expect(await resumeJob(pipeline.caller, { jobId: job.id })).toMatchObject({ job: { status: "queued" } });
  await pipeline.hearAll();
  expect(await pipeline.read(job)).toMatchObject({ status: "completed" });
});

test("a held job goes on once there is credit, and an ended one cannot", async () => {
  const pipeline = await createPipeline(database, { credits: 1 });
  const job = await pipeline.submit(four, { on_insufficient: "hold" });
  await planJob(pipeline.worker, { jobId: job.id });
  expect(await pipeline.read(job)).toMatchObject({ status: "held", reason: "insufficient_credits" });
  expect(await pauseJob(pipeline.caller, { jobId: job.id })).toMatchObject({ job: { reason: null } });
  const { organizationId } = pipeline.caller.actor;
  const operator = { ...pipeline.worker, actor: { type: "operator" } as const };
  await grantCredits(operator, { organization_id: organizationId, mode: "test", credits: 10 });
  await resumeJob(pipeline.caller, { jobId: job.id });
  await pipeline.hearAll();
  expect((await pipeline.read(job)).status).toBe("completed");
  const conflict = { outcome: "job_state_conflict", status: "completed" };
  expect(await resumeJob(pipeline.caller, { jobId: job.id })).toEqual(conflict);
  expect(await pauseJob(pipeline.caller, { jobId: job.id })).toEqual(conflict);
  expect(await pauseJob(pipeline.caller, { jobId: "job_none" })).toEqual({ outcome: "not_found" });
});
