import { createTestDatabase, type TestDatabase } from "@winnow/testing";
import { afterAll, beforeEach, expect, test } from "vitest";
import { createFairShare } from "#chunk/fair-share.ts";
import { leaseFairest } from "#chunk/lease.ts";
import { processChunk } from "#chunk/process.ts";
import { processDue } from "#chunk/process-due.ts";
import { createPipeline } from "#job/fixture/pipeline.ts";
import { planJob } from "#job/plan/plan.ts";
import { pauseJob } from "#job/control/pause.ts";

let database: TestDatabase;
beforeEach(async () => {
  await database?.[Symbol.asyncDispose]();
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

const settings = { chunkRows: 1, windowChunks: 4 };
const rows = (count: number) => Array.from({ length: count }, (_, row) => `valid${row}@a.test`).join("\n");

/** An organization with a planned job. */
async function startJob(count: number, options: { single?: boolean; priority?: "low" | "normal" } = {}) {
  const pipeline = await createPipeline(database, { settings });
  const { priority = "normal" } = options;
  const job = await pipeline.submit(`email\n${rows(count)}`, { priority });
  if (options.single === true) {
    await database.kysely
      .updateTable("jobs")
      .set({ single: true, priority: 1 })
      .where("id", "=", job.id)
      .execute();
  }
  await planJob(pipeline.worker, { jobId: job.id });
  return { ...pipeline, job, organizationId: pipeline.caller.actor.organizationId };
}

const leaseNext = async (crowded: readonly string[] = []) =>
  (await leaseFairest(database.kysely, { leaseMs: 60_000, recheck: false, crowded }))?.job.id;

test("organizations take turns, whichever came first and however many rows they have", async () => {
  const huge = await startJob(20);
  const small = await startJob(2);
  const leased = [await leaseNext(), await leaseNext(), await leaseNext(), await leaseNext()];
  expect(leased.toSorted()).toEqual([huge.job.id, huge.job.id, small.job.id, small.job.id].toSorted());
  expect(leased.slice(0, 2)).toContain(small.job.id);
});

test("a job whose caller waits goes first, and low priority last", async () => {
  const low = await startJob(1, { priority: "low" });
  const bulk = await startJob(1);
  const single = await startJob(1, { single: true });
  expect([await leaseNext(), await leaseNext(), await leaseNext()]).toEqual([
    single.job.id,
    bulk.job.id,
    low.job.id,
  ]);
});

test("only the window of a running job is leased from", async () => {
  const huge = await startJob(20);
  const leased = [];
  for (let id = await leaseNext(); id !== undefined; id = await leaseNext()) leased.push(id);
  expect(leased).toHaveLength(settings.windowChunks);
  const paused = await startJob(2);
  await pauseJob(paused.caller, { jobId: paused.job.id });
  expect(await leaseNext()).toBeUndefined();
  expect(new Set(leased)).toEqual(new Set([huge.job.id]));
});

test("a crowded organization gets no more, except for a caller who waits", async () => {
  const huge = await startJob(4);
  expect(await leaseNext([huge.organizationId])).toBeUndefined();
  await database.kysely.updateTable("jobs").set({ single: true }).where("id", "=", huge.job.id).execute();
  expect(await leaseNext([huge.organizationId])).toBe(huge.job.id);
});

test("a message of a crowded organization is made up for when a slot is free", async () => {
  const gate = Promise.withResolvers<void>();
  const huge = await startJob(3);
  const share = createFairShare(1);
  const { worker, job } = huge;
  const verifier = {
    ...worker.verifiers.test,
    async *verifyMany(addresses: readonly string[]) {
      await gate.promise;
      yield* worker.verifiers.test.verifyMany(addresses);
    },
  };
  const context = { ...worker, share, verifiers: { live: verifier, test: verifier } };
  const message = { jobId: job.id, chunk: 0, recheck: false };
  const never = new AbortController().signal;
  const outcomes = async (of: typeof context) =>
    (await Array.fromAsync(processDue(of, message, never))).map(({ outcome }) => outcome);
  const first = outcomes(context);
  await expect.poll(() => share.crowded()).toEqual([huge.organizationId]);
  expect(await outcomes(context)).toEqual(["nothing_to_do"]);
  expect(await outcomes(context)).toEqual(["nothing_to_do"]);
  // Another organization is not kept waiting.
  const small = await startJob(1);
  expect(await processChunk({ ...context, verifiers: small.worker.verifiers }, message)).toMatchObject({
    outcome: "settled",
    jobId: small.job.id,
  });

  gate.resolve();
  // No bell rings again: the two messages that found no slot are made up for.
  expect(await first).toEqual(["settled", "settled", "settled"]);
  expect(await huge.read(job)).toMatchObject({ status: "completed" });
  expect(share.claim()).toBeUndefined();
});
