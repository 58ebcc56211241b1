import { getWallet } from "@winnow/credits";
import { createTestDatabase, type TestDatabase } from "@winnow/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { reportBounce } from "#bounce/report.ts";
import { grantCredits } from "#credit/grant.ts";
import { readWallet } from "#credit/wallet.ts";
import { createPipeline, verificationOf } from "#job/fixture/pipeline.ts";
import { createJob } from "#job/intake/create.ts";
import { rerunJob } from "#job/intake/rerun.ts";
import { planJob } from "#job/plan/plan.ts";
import type { Price } from "#price/price-list.ts";
import { JobOptions } from "@winnow/contracts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

/** A price in millicredits for each valid or catch-all email, unless told otherwise. */
const at = (millicredits: number, billable: Price["billable"] = ["valid", "catch_all"]): Price => ({
  millicredits,
  billable,
});
const emails = (...locals: string[]) => ["email", ...locals.map((local) => `${local}@a.test`)].join("\n");

describe("what a job was quoted is what it is charged, whatever is configured meanwhile", () => {
  test("from its acceptance to its settlement, its refund, and its rerun", async () => {
    const pipeline = await createPipeline(database);
    pipeline.configure({ verify: at(250) });
    const accepted = await pipeline.submit(emails("valid1", "catch_all", "invalid", "unsure"));
    pipeline.configure({ verify: at(2_000, ["valid"]) });
    await planJob(pipeline.worker, { jobId: accepted.id });
    expect(await readWallet(pipeline.caller)).toMatchObject({ reserved: 1 });
    pipeline.configure({ verify: at(0) });
    await pipeline.drain();
    expect(await pipeline.read(accepted)).toMatchObject({
      status: "completed",
      credits: { captured: 0.5, released: 0.5, reserved: 0 },
    });
    pipeline.configure({ verify: at(3_000) });
    const rerun = await rerunJob(pipeline.caller, { jobId: accepted.id, idempotencyKey: "again" });
    if (rerun.outcome !== "created") throw new Error(rerun.outcome);
    await planJob(pipeline.worker, { jobId: rerun.job.id });
    expect(await readWallet(pipeline.caller)).toMatchObject({ reserved: 0.25, spent: 0.5 });
    await pipeline.drain();
    const bounce = { email: "valid1@a.test", dsn: "5.1.1", received_at: new Date().toISOString() };
    expect(await reportBounce(pipeline.caller, { bounce, windowDays: 30 })).toMatchObject({
      answer: { status: "refunded" },
    });
    expect(await readWallet(pipeline.caller)).toMatchObject({ available: 49.75, reserved: 0, spent: 0.25 });
    expect(await pipeline.problems()).toEqual([]);
  });

  test("also while it is held for a grant, and when it takes as many rows as fit", async () => {
    const pipeline = await createPipeline(database, { credits: 1 });
    pipeline.configure({ verify: at(750) });
    const partial = await pipeline.submit(emails("valid1", "valid2"), { on_insufficient: "partial" });
    const held = await pipeline.submit(emails("valid3", "valid4"), { on_insufficient: "hold" });
    pipeline.configure({ verify: at(100) });
    expect((await pipeline.run(partial)).credits).toMatchObject({ captured: 0.75 });
    expect(await planJob(pipeline.worker, { jobId: held.id })).toMatchObject({ outcome: "held" });
    const { organizationId } = pipeline.caller.actor;
    const operator = { ...pipeline.worker, actor: { type: "operator" } as const };
    await grantCredits(operator, { organization_id: organizationId, mode: "test", credits: 2 });
    await pipeline.drain();
    expect(await pipeline.read(held)).toMatchObject({ status: "completed", credits: { captured: 1.5 } });
    expect(await pipeline.problems()).toEqual([]);
  });

  test("a job of the version before this one, which named no price, costs what everything cost then", async () => {
    const pipeline = await createPipeline(database);
    pipeline.configure({ verify: at(250) });
    const job = await pipeline.submit(emails("valid"));
    await sql`update jobs set price_millicredits = default where id = ${job.id}`.execute(database.kysely);
    expect((await pipeline.run(job)).credits).toMatchObject({ captured: 1 });
  });
});

describe("the quote of a preview", () => {
  const file = emails("valid1", "valid2", "invalid", "catch_all");

  test("holds for its trials and its job, and shows fractions of a credit", async () => {
    const pipeline = await createPipeline(database);
    pipeline.configure({ verify: at(250) });
    const preview = await pipeline.preview(file);
    expect(preview.quote).toEqual({ min: 0, likely: null, max: 1 });
    pipeline.configure({ verify: at(5_000, ["valid"]) });
    const trial = await pipeline.start(preview.upload.id, { first: 1 });
    if (trial.outcome !== "created") throw new Error(trial.outcome);
    expect((await pipeline.run(trial.job)).credits).toMatchObject({ captured: 0.25 });
    const whole = await pipeline.start(preview.upload.id);
    if (whole.outcome !== "created") throw new Error(whole.outcome);
    // The trial has paid for the first row.
    expect((await pipeline.run(whole.job)).credits).toMatchObject({ captured: 0.5 });
    expect(await pipeline.problems()).toEqual([]);
  });

  test("holds when the file is sent instead", async () => {
    const pipeline = await createPipeline(database);
    pipeline.configure({ verify: at(250) });
    await pipeline.preview(file);
    pipeline.configure({ verify: at(5_000) });
    expect((await pipeline.run(await pipeline.submit(file))).credits).toMatchObject({ captured: 0.75 });
  });

  test("is not changed by a later preview, which is an upload with a quote of its own", async () => {
    const pipeline = await createPipeline(database);
    pipeline.configure({ verify: at(250) });
    const before = await pipeline.preview(file);
    expect((await pipeline.preview(file)).upload.id).toBe(before.upload.id);
    pipeline.configure({ verify: at(2_000) });
    const after = await pipeline.preview(file);
    expect(after.upload.id).not.toBe(before.upload.id);
    expect(after.quote.max).toBe(8);
    const reserved = async (uploadId: string) => {
      const started = await pipeline.start(uploadId);
      if (started.outcome !== "created") throw new Error(started.outcome);
      await planJob(pipeline.worker, { jobId: started.job.id });
      return (await pipeline.read(started.job)).credits.reserved;
    };
    expect(await reserved(before.upload.id)).toBe(1);
    expect(await reserved(after.upload.id)).toBe(8);
  });
});

describe("billable statuses", () => {
  test.each([
    { configured: ["valid", "catch_all"], wanted: undefined, captured: 2 },
    { configured: ["valid", "catch_all"], wanted: ["valid"], captured: 1 },
    { configured: ["catch_all"], wanted: undefined, captured: 1 },
    { configured: ["valid"], wanted: ["valid", "catch_all"], captured: 1 },
  ] as const)(
    "of $configured, a caller that wants $wanted is billed for $captured",
    async ({ configured, wanted, captured }) => {
      const pipeline = await createPipeline(database);
      pipeline.configure({ verify: at(1_000, configured) });
      const job = await pipeline.submit(emails("valid", "catch_all", "risky", "invalid", "unsure"), {
        ...(wanted !== undefined && { charge_on: [...wanted] }),
      });
      expect((await pipeline.run(job)).credits).toMatchObject({ captured, released: 5 - captured });
      const { organizationId, mode } = pipeline.caller.actor;
      const { rows } = await sql<{ reasons: Record<string, number> }>`
      select reasons from entries where organization_id = ${organizationId} and mode = ${mode} and kind = 'release'`.execute(
        database.kysely,
      );
      const unpaid = captured === 2 ? {} : { unpaid: 1_000 };
      expect(rows[0]?.reasons).toEqual({ risky: 1_000, invalid: 1_000, unknown: 1_000, ...unpaid });
      expect(await pipeline.problems()).toEqual([]);
    },
  );

  test("a caller that leaves none of them is refused, and nothing is stored", async () => {
    const pipeline = await createPipeline(database);
    pipeline.configure({ verify: at(1_000, ["valid"]) });
    const before = await database.kysely.selectFrom("jobs").select("id").execute();
    const options = JobOptions.parse({ kind: "verify", charge_on: ["catch_all"] });
    const source = { type: "rows", rows: [{ email: "catch_all@a.test" }] } as const;
    expect(await createJob(pipeline.caller, { options, source, idempotencyKey: "none" })).toMatchObject({
      code: "validation_failed",
      errors: [{ pointer: "/charge_on", code: "not_billable" }],
    });
    expect(await database.kysely.selectFrom("jobs").select("id").execute()).toHaveLength(before.length);
  });
});

describe("at a price of 0", () => {
  test("rows are verified, nothing is reserved, and an empty wallet is enough", async () => {
    const pipeline = await createPipeline(database, { credits: 0 });
    pipeline.configure({ verify: at(0) });
    const preview = await pipeline.preview(emails("valid", "invalid"));
    expect(preview.quote).toMatchObject({ min: 0, max: 0 });
    const job = await pipeline.run(
      await pipeline.submit(emails("valid", "invalid", "greylisted"), { max_wait: 0 }),
    );
    expect(job).toMatchObject({
      status: "completed",
      counts: { billable: 3, by_email_status: { valid: 1, invalid: 1, unknown: 1 } },
      credits: { reserved: 0, captured: 0, released: 0 },
    });
    expect((await pipeline.rowsOf(job.id)).map(({ charge }) => charge)).toEqual([
      { credits: 0, entry: null, basis: "verification" },
      null,
      null,
    ]);
    const { organizationId, mode } = pipeline.caller.actor;
    expect(await getWallet(database.kysely, { organizationId, mode })).toMatchObject({ version: 0 });
    expect(await pipeline.problems()).toEqual([]);
  });

  test("what was enriched is owned, and is not paid for when it has a price later", async () => {
    const email = verificationOf("valid@free.test");
    const pipeline = await createPipeline(database, { enrich: () => ({ email, attempts: [] }) });
    const people = "Full Name,Company\nAda Lovelace,Acme";
    pipeline.configure({ enrich: at(0) });
    const jobs = await Promise.all([1, 2, 3].map(() => pipeline.submit(people, { kind: "enrich" })));
    for (const { id } of jobs) await planJob(pipeline.worker, { jobId: id });
    // All at once: none of them waits for a wallet.
    await Promise.all(pipeline.rung.splice(0).map((bell) => pipeline.hear(bell)));
    const rows = await Promise.all(jobs.map(async ({ id }) => (await pipeline.rowsOf(id))[0]));
    expect(rows.map((row) => row?.email?.address)).toEqual(Array(3).fill("valid@free.test"));
    expect(rows.map((row) => row?.charge?.credits)).toEqual([0, 0, 0]);
    pipeline.configure({ enrich: at(1_000) });
    const priced = await pipeline.run(await pipeline.submit(people, { kind: "enrich" }));
    expect(priced.credits).toMatchObject({ captured: 0, released: 1 });
    expect((await pipeline.rowsOf(priced.id))[0]?.charge).toMatchObject({ basis: "owned" });
    expect(await pipeline.problems()).toEqual([]);
  });
});
