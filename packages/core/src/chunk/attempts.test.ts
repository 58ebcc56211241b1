import { createTestDatabase, type TestDatabase } from "@winnow/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { separateDeferred } from "#chunk/defer.ts";
import { leaseChunk } from "#chunk/lease.ts";
import { processChunk } from "#chunk/process.ts";
import { settleChunk } from "#chunk/settle.ts";
import { workOnRows } from "#chunk/work.ts";
import { createPipeline, verificationOf } from "#job/fixture/pipeline.ts";
import { planJob } from "#job/plan/plan.ts";
import { showRow } from "#job/results/show-row.ts";
import type { Enrichment } from "#ports/waterfall.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

type Pipeline = Awaited<ReturnType<typeof createPipeline>>;

/** Makes a deferred chunk due. */
async function hurry({ worker }: Pipeline, jobId: string, chunk: number): Promise<void> {
  await sql`
    update chunks c set due_at = now() from jobs j
    where j.number = c.job_number and j.id = ${jobId} and c.number = ${chunk}`.execute(database.kysely);
  expect(await processChunk(worker, { jobId, chunk })).toMatchObject({ outcome: "settled" });
}

async function shown({ caller }: Pipeline, jobId: string) {
  const one = await showRow(caller, { jobId, row: 1 });
  return one.outcome === "shown" ? one.row : undefined;
}

const attemptsOf = (jobId: string) =>
  database.kysely
    .selectFrom("verification_attempts as a")
    .innerJoin("jobs as j", "j.number", "a.job_number")
    .select(["a.row", "a.attempt", "a.address", "a.evidence"])
    .where("j.id", "=", jobId)
    .orderBy("a.row")
    .orderBy("a.attempt")
    .execute();

test("every attempt of a deferred row is kept with its evidence, and the row tells them in order with the reason in words", async () => {
  const pipeline = await createPipeline(database);
  const { verifyMany } = pipeline.worker.verifiers.test;
  let answers = 0;
  Object.assign(pipeline.worker.verifiers.test, {
    async *verifyMany(...call: Parameters<typeof verifyMany>) {
      answers += 1;
      for await (const one of verifyMany(...call)) {
        const { deferral: _, ...settled } = one;
        const evidence = [{ stage: "rcpt", code: 451, text: `answer ${answers} \0` }];
        yield answers === 3
          ? { ...settled, evidence, verdict: { status: "valid", reason: "accepted" } }
          : { ...one, evidence };
      }
    },
  });
  const job = await pipeline.run(await pipeline.submit("email\ngreylisted@a.test"));
  expect(await shown(pipeline, job.id)).toMatchObject({
    status: "pending",
    why: null,
    verifications: [{ attempt: 1, status: "unknown", reason: "greylisted" }],
  });
  await hurry(pipeline, job.id, 1);
  await hurry(pipeline, job.id, 2);
  const row = await shown(pipeline, job.id);
  expect(row).toMatchObject({
    status: "verified",
    email: { status: "valid" },
    why: "It is so. mx1 answered: 250 ok about greylisted@a.test",
    verifications: [
      { attempt: 1, status: "unknown", evidence: [{ text: "answer 1 \uFFFD" }] },
      { attempt: 2, status: "unknown", evidence: [{ text: "answer 2 \uFFFD" }] },
      {
        attempt: 3,
        status: "valid",
        evidence: [{ text: "answer 3 \uFFFD" }],
        classifier_version: "2026-01-01.9",
        verdict_version: "2026-01-01.9",
      },
    ],
  });
  // The last one is in the result only.
  expect(await attemptsOf(job.id)).toHaveLength(2);
});

test("attempts are append-only", async () => {
  const pipeline = await createPipeline(database);
  await pipeline.run(await pipeline.submit("email\ngreylisted@b.test"));
  for (const change of [
    sql`update verification_attempts set email_status = 'valid'`,
    sql`delete from verification_attempts`,
    sql`truncate verification_attempts`,
  ]) {
    await expect(change.execute(database.kysely)).rejects.toThrow("verification_attempts is append-only");
  }
});

test("a worker that lost the lease stores no attempt", async () => {
  const pipeline = await createPipeline(database);
  const job = await pipeline.submit("email\ngreylisted@c.test");
  await planJob(pipeline.worker, { jobId: job.id });
  const zombie = await leaseChunk(database.kysely, { jobId: job.id, chunk: 0, leaseMs: 60_000 });
  if (zombie === undefined) throw new Error("the chunk should be free");
  const outcomes = await workOnRows(pipeline.worker, zombie, new AbortController().signal);
  await sql`update chunks set epoch = epoch + 1 where job_number = ${zombie.job.number}`.execute(
    database.kysely,
  );
  const work = { ...separateDeferred(outcomes, zombie, new Date()), guaranteeDays: 30 };
  expect(work.deferred).toHaveLength(1);
  expect(await settleChunk(database.kysely, zombie, work)).toEqual({ outcome: "fenced" });
  expect(await attemptsOf(job.id)).toEqual([]);
});

test("an address that was not paid for is stored masked, without evidence and without the host's words", async () => {
  const email = verificationOf("greylisted@secret.test");
  const enrichment: Enrichment = { email, deferral: email.deferral, attempts: [] };
  const pipeline = await createPipeline(database, { enrich: () => enrichment });
  const job = await pipeline.run(
    await pipeline.submit("Full Name,Company\nAda Lovelace,Acme", { kind: "enrich" }),
  );
  expect(await attemptsOf(job.id)).toMatchObject([{ address: "g••@secret.test", evidence: null }]);
  await hurry(pipeline, job.id, 1);
  Object.assign(enrichment, { deferral: undefined });
  await hurry(pipeline, job.id, 2);
  const row = await shown(pipeline, job.id);
  expect(row).toMatchObject({
    why: "It is so.",
    verifications: [
      { address: "g••@secret.test", evidence: [] },
      { address: "g••@secret.test", evidence: [] },
      { address: "g••@secret.test", evidence: [] },
    ],
  });
  expect(JSON.stringify(row)).not.toContain("greylisted@secret");
});

test("a row of another organization, and one that the job does not have, are not found", async () => {
  const pipeline = await createPipeline(database);
  const job = await pipeline.run(await pipeline.submit("email\nvalid@d.test"));
  const stranger = await createPipeline(database);
  expect(await shown(pipeline, job.id)).toMatchObject({ row: 1 });
  const nothing = { outcome: "not_found" };
  expect(await showRow(pipeline.caller, { jobId: job.id, row: 2 })).toEqual(nothing);
  expect(await showRow(stranger.caller, { jobId: job.id, row: 1 })).toEqual(nothing);
});
