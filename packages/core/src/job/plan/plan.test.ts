import { createTestDatabase, type TestDatabase } from "@winnow/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readWallet } from "#credit/wallet.ts";
import { grantCredits } from "#credit/grant.ts";
import { createPipeline } from "#job/fixture/pipeline.ts";
import { planJob } from "#job/plan/plan.ts";
import { listRows } from "#job/results/results.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

const rows = (count: number) =>
  Array.from({ length: count }, (_, index) => `valid${index}@acme.test`).join("\n");

test("duplicates, unusable and suppressed rows are set aside, and only the rest is reserved for", async () => {
  const pipeline = await createPipeline(database);
  const { organizationId } = pipeline.caller.actor;
  await database.kysely
    .insertInto("suppressions")
    .values([
      { id: "sup_own", organization_id: organizationId, kind: "email", value: "valid@gone.test" },
      { id: "sup_all", organization_id: null, kind: "domain", value: "everywhere.test" },
    ])
    .execute();
  const job = await pipeline.submit(
    [
      "E-Mail",
      "valid@acme.test",
      "VALID@acme.test",
      "no address",
      "valid@gone.test",
      "x@everywhere.test",
      "invalid@a.test",
    ].join("\n"),
  );
  expect(await planJob(pipeline.worker, { jobId: job.id })).toMatchObject({ outcome: "planned", pending: 2 });
  expect(await pipeline.read(job)).toMatchObject({
    status: "running",
    counts: { submitted: 6, billable: 2, duplicate: 1, invalid_input: 1, suppressed: 2, pending: 2, done: 4 },
    credits: { reserved: 2 },
  });
  const listed = await listRows(pipeline.caller, { jobId: job.id, limit: 10 });
  expect(listed).toMatchObject({
    page: {
      data: [
        { status: "pending" },
        { status: "duplicate", duplicate_of: 1, charge: null },
        { status: "invalid_input", reason: "syntax", email: { status: "invalid", reason: "syntax" } },
        { status: "suppressed", reason: "email_suppressed" },
        { status: "suppressed", reason: "domain_suppressed" },
        { status: "pending" },
      ],
    },
  });
});

test("rows are cut into chunks by mail domain, and only a window of them is rung", async () => {
  const pipeline = await createPipeline(database, { settings: { chunkRows: 2, windowChunks: 2 } });
  const job = await pipeline.submit(
    ["email", "valid1@b.test", "valid2@a.test", "valid3@b.test", "valid4@a.test", "valid5@c.test"].join("\n"),
  );
  await planJob(pipeline.worker, { jobId: job.id });
  const chunks = await database.kysely
    .selectFrom("chunks")
    .innerJoin("jobs", "jobs.number", "chunks.job_number")
    .select(["chunks.rows", "chunks.rung_at"])
    .where("jobs.id", "=", job.id)
    .orderBy("chunks.number")
    .execute();
  expect(chunks.map((chunk) => chunk.rows)).toEqual([[2, 4], [1, 3], [5]]);
  expect(chunks.map((chunk) => chunk.rung_at !== null)).toEqual([true, true, false]);
  expect(pipeline.rung.map(([, payload]) => payload)).toEqual([
    { jobId: job.id, chunk: 0 },
    { jobId: job.id, chunk: 1 },
  ]);
});

test("planning twice plans once", async () => {
  const pipeline = await createPipeline(database);
  const job = await pipeline.submit(`email\n${rows(3)}`);
  const outcomes = await Promise.all([1, 2, 3].map(() => planJob(pipeline.worker, { jobId: job.id })));
  expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual([
    "nothing_to_do",
    "nothing_to_do",
    "planned",
  ]);
  expect((await readWallet(pipeline.caller)).reserved).toBe(3);
});

describe("with too few credits", () => {
  /** Two jobs that each fit alone: the second finds the wallet reserved when it is planned. */
  async function contend(onInsufficient: "reject" | "partial" | "hold") {
    const pipeline = await createPipeline(database, { credits: 10 });
    const first = await pipeline.submit(`email\n${rows(7)}`);
    const second = await pipeline.submit(`email\n${rows(8)}`, { on_insufficient: onInsufficient });
    await planJob(pipeline.worker, { jobId: first.id });
    const outcome = await planJob(pipeline.worker, { jobId: second.id });
    return { pipeline, second, outcome };
  }

  test("reject fails the job, and nothing is reserved for it", async () => {
    const { pipeline, second, outcome } = await contend("reject");
    expect(outcome.outcome).toBe("failed");
    expect(await pipeline.read(second)).toMatchObject({ status: "failed", reason: "insufficient_credits" });
    expect(await readWallet(pipeline.caller)).toMatchObject({ available: 3, reserved: 7 });
  });

  test("partial takes the first rows that fit", async () => {
    const { pipeline, second } = await contend("partial");
    await pipeline.drain();
    const job = await pipeline.read(second);
    expect(job).toMatchObject({ status: "completed", counts: { by_status: { verified: 3, failed: 5 } } });
    const listed = await pipeline.rowsOf(second.id);
    expect(listed.map((row) => row.reason)).toEqual([
      null,
      null,
      null,
      ...Array<string>(5).fill("insufficient_credits"),
    ]);
  });

  test("hold waits for a grant, which rings the plan again", async () => {
    const { pipeline, second, outcome } = await contend("hold");
    expect(outcome.outcome).toBe("held");
    expect(await pipeline.read(second)).toMatchObject({ status: "held", credits: { reserved: 0 } });
    await grantCredits(pipeline.worker as never, {
      organization_id: pipeline.caller.actor.organizationId,
      mode: "test",
      credits: 100,
    });
    await pipeline.drain();
    expect(await pipeline.read(second)).toMatchObject({ status: "completed", credits: { captured: 8 } });
  });

  test("the caller's own cap works like the wallet's end, and is never held for", async () => {
    const pipeline = await createPipeline(database, { credits: 10 });
    const capped = await pipeline.submit(`email\n${rows(6)}`, { max_credits: 4, on_insufficient: "hold" });
    expect((await planJob(pipeline.worker, { jobId: capped.id })).outcome).toBe("failed");
    const partial = await pipeline.submit(`email\n${rows(6)}`, {
      max_credits: 4,
      on_insufficient: "partial",
    });
    expect((await pipeline.run(partial)).credits).toMatchObject({ captured: 4, reserved: 0 });
  });

  test("a job is not held for a cap when the wallet is short, too: no grant would let it start", async () => {
    const pipeline = await createPipeline(database, { credits: 1 });
    const job = await pipeline.submit(`email\n${rows(6)}`, { max_credits: 4, on_insufficient: "hold" });
    expect((await planJob(pipeline.worker, { jobId: job.id })).outcome).toBe("failed");
  });

  test("a wallet that another job empties meanwhile is seen when credits are reserved", async () => {
    const pipeline = await createPipeline(database, { credits: 10 });
    const jobs = await Promise.all(
      [1, 2, 3].map(() => pipeline.submit(`email\n${rows(6)}`, { on_insufficient: "partial" })),
    );
    const outcomes = await Promise.all(jobs.map(({ id }) => planJob(pipeline.worker, { jobId: id })));
    expect(outcomes.map((one) => ("pending" in one ? one.pending : one.outcome)).toSorted()).toEqual([
      4,
      6,
      "failed",
    ]);
    expect(await readWallet(pipeline.caller)).toMatchObject({ available: 0, reserved: 10 });
  });
});
