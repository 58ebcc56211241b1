import { audit } from "@winnow/credits";
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
import { rerunJob } from "#job/intake/rerun.ts";
import { exportResults, listRows } from "#job/results/results.ts";
import { resumeJob } from "#job/control/resume.ts";
import { sweep } from "#sweep/sweep.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

type Pipeline = Awaited<ReturnType<typeof createPipeline>>;
const small = { settings: { chunkRows: 1, windowChunks: 2 } };
const four = "email\nvalid1@a.test\nvalid2@a.test\nvalid3@a.test\nvalid4@a.test";

/** What the caller rang is heard by the worker. */
async function hearAll({ signedUp, hear, drain }: Pipeline): Promise<void> {
  for (let next = signedUp.rung.shift(); next !== undefined; next = signedUp.rung.shift()) await hear(next);
  await drain();
}
const rowsOf = async ({ caller }: Pipeline, jobId: string) => {
  const listed = await listRows(caller, { jobId, limit: 20 });
  if (listed.outcome !== "listed") throw new Error(listed.outcome);
  return listed.page.data;
};

test("a paused job leases nothing more, what is at work is settled, and it goes on where it was", async () => {
  const pipeline = await createPipeline(database, small);
  const job = await pipeline.submit(four);
  await planJob(pipeline.worker, { jobId: job.id });
  const lease = await leaseChunk(database.kysely, { jobId: job.id, chunk: 0, leaseMs: 60_000 });
  expect(lease).toBeDefined();
  expect(await pauseJob(pipeline.caller, { jobId: job.id })).toMatchObject({ job: { status: "paused" } });
  expect(await pauseJob(pipeline.caller, { jobId: job.id })).toMatchObject({ job: { status: "paused" } });
  expect(await leaseChunk(database.kysely, { jobId: job.id, chunk: 1, leaseMs: 60_000 })).toBeUndefined();
  // The worker that had the lease ends its work: as if it had leased just before the pause.
  await sql`update chunks set state = 'pending', leased_until = null where job_number = ${lease!.job.number}`.execute(
    database.kysely,
  );
  await pipeline.drain();
  expect((await pipeline.read(job)).counts).toMatchObject({ done: 0 });
  expect(await resumeJob(pipeline.caller, { jobId: job.id })).toMatchObject({ job: { status: "running" } });
  await hearAll(pipeline);
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
  // Its bell is heard while the job pauses.
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

test("a paused job can be cancelled: what was not done is given back", async () => {
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
  await hearAll(pipeline);
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
  await hearAll(pipeline);
  expect((await pipeline.read(job)).status).toBe("completed");
  const conflict = { outcome: "job_state_conflict", status: "completed" };
  expect(await resumeJob(pipeline.caller, { jobId: job.id })).toEqual(conflict);
  expect(await pauseJob(pipeline.caller, { jobId: job.id })).toEqual(conflict);
  expect(await pauseJob(pipeline.caller, { jobId: "job_none" })).toEqual({ outcome: "not_found" });
});

test("a rerun takes what failed or stayed unknown, with its columns, and nothing that was answered", async () => {
  const pipeline = await createPipeline(database);
  const csv = "Nr;E-Mail\nK-1;valid@a.test\nK-2;unsure@a.test\nK-3;invalid@a.test\nK-4;unsure2@a.test";
  const job = await pipeline.run(await pipeline.submit(csv));
  const rerun = (key: string) => rerunJob(pipeline.caller, { jobId: job.id, idempotencyKey: key });
  const first = await rerun("again");
  if (first.outcome !== "created") throw new Error(first.outcome);
  expect(first.job).toMatchObject({ kind: "verify", status: "queued", counts: { submitted: 2 } });
  expect(await rerun("again")).toEqual({ outcome: "replayed", job: first.job });
  expect((await rowsOf(pipeline, first.job.id)).map(({ row, input }) => [row, input["Nr"]])).toEqual([
    [2, "K-2"],
    [4, "K-4"],
  ]);
  await hearAll(pipeline);
  expect(await pipeline.read(first.job)).toMatchObject({ status: "completed", credits: { captured: 0 } });
  const { organizationId, mode } = pipeline.caller.actor;
  expect((await audit(database.kysely, { organizationId, mode })).problems).toEqual([]);
});

test("rows of a rerun, and of its rerun, are those of the caller's file, also in their export", async () => {
  const pipeline = await createPipeline(database);
  const csv = "Nr;E-Mail\nK-1;valid@a.test\nK-2;unsure@a.test\nK-3;unsure@a.test\nK-4;risky@a.test";
  const job = await pipeline.run(await pipeline.submit(csv));
  let jobId = job.id;
  for (const idempotencyKey of ["second", "third"]) {
    const rerun = await rerunJob(pipeline.caller, { jobId, idempotencyKey });
    if (rerun.outcome !== "created") throw new Error(rerun.outcome);
    await hearAll(pipeline);
    jobId = rerun.job.id;
  }
  expect(await rowsOf(pipeline, jobId)).toMatchObject([{ row: 2, ref: "K-2", status: "verified" }]);
  const exported = await exportResults(pipeline.caller, { jobId });
  if (exported.outcome !== "exported") throw new Error(exported.outcome);
  const file = Buffer.concat(await Array.fromAsync(exported.csv)).toString();
  expect(file.trimEnd().split("\n")).toEqual(
    [/^Nr;/, /^K-2;/].map((line) => expect.stringMatching(line) as string),
  );
});

test("who may not start a kind of job may not start it again", async () => {
  const pipeline = await createPipeline(database);
  const job = await pipeline.run(await pipeline.submit("email\nunsure@a.test"));
  const { actor } = pipeline.caller;
  const caller = { ...pipeline.caller, actor: { ...actor, scopes: ["jobs:write", "enrich"] as const } };
  expect(await rerunJob(caller, { jobId: job.id, idempotencyKey: "scope" })).toEqual({
    outcome: "scope_not_held",
    scope: "verify",
  });
});

test("a rerun is refused while the job runs, when nothing is left, and without credits; nothing is stored", async () => {
  const pipeline = await createPipeline(database, { credits: 4 });
  const running = await pipeline.submit(four);
  const rerun = (jobId: string) =>
    rerunJob(pipeline.caller, { jobId, idempotencyKey: `rerun ${Math.random()}` });
  expect(await rerun(running.id)).toMatchObject({ code: "job_state_conflict" });
  const done = await pipeline.run(running);
  const before = await database.kysely.selectFrom("jobs").select("id").execute();
  expect(await rerun(done.id)).toMatchObject({ code: "job_state_conflict" });
  expect(await rerun("job_none")).toEqual({ outcome: "not_found" });
  const other = await createPipeline(database, { credits: 1 });
  const poor = await other.run(await other.submit("email\nunsure@a.test"));
  // What it had is held for another job.
  await planJob(other.worker, { jobId: (await other.submit("email\nvalid@a.test")).id });
  expect(await rerunJob(other.caller, { jobId: poor.id, idempotencyKey: "poor" })).toMatchObject({
    code: "insufficient_credits",
    members: { required: 1, available: 0, shortfall: 1 },
  });
  expect(await database.kysely.selectFrom("jobs").select("id").execute()).toHaveLength(before.length + 2);
});
