import { createTestDatabase, type TestDatabase } from "@winnow/testing";
import { sql } from "kysely";
import { afterEach, beforeEach, expect, test } from "vitest";
import { reportBounce } from "#bounce/report.ts";
import { createPipeline } from "#job/fixture/pipeline.ts";
import type { Verification } from "#ports/verifier.ts";
import { readCalibration } from "#score/calibration.ts";
import { refitScores } from "#score/refit.ts";

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database[Symbol.asyncDispose]());

type Pipeline = Awaited<ReturnType<typeof createPipeline>>;

/** Verifies addresses as the fixture does, or as it is told for single ones. */
async function verify(pipeline: Pipeline, addresses: readonly string[], as?: Verification["verdict"]) {
  const { verifyMany } = pipeline.worker.verifiers.test;
  const told: typeof verifyMany = async function* (...call) {
    for await (const one of verifyMany(...call)) yield as === undefined ? one : { ...one, verdict: as };
  };
  const verifiers = {
    ...pipeline.worker.verifiers,
    test: { ...pipeline.worker.verifiers.test, verifyMany: told },
  };
  const { test: before } = pipeline.worker.verifiers;
  Object.assign(pipeline.worker, { verifiers });
  const job = await pipeline.run(await pipeline.submit(["email", ...addresses].join("\n")));
  Object.assign(pipeline.worker, { verifiers: { ...verifiers, test: before } });
  const listed = await pipeline.rowsOf(job.id);
  return listed.map(({ email }) => email);
}

const people = (status: string, domain: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${status}${index}@${domain}`);

async function age(pipeline: Pipeline, days: number): Promise<void> {
  await sql`
    update results r set checked_at = r.checked_at - make_interval(days => ${days})
    from jobs j where j.number = r.job_number and j.organization_id = ${pipeline.caller.actor.organizationId}`.execute(
    database.kysely,
  );
}

const bounce = (pipeline: Pipeline, email: string, dsn = "5.1.1") =>
  reportBounce(pipeline.caller, {
    bounce: { email, dsn, received_at: new Date().toISOString() },
    windowDays: 30,
  });

const outcomes = () =>
  database.kysely
    .selectFrom("score_outcomes")
    .select(["bucket", "good", "source"])
    .orderBy("bucket")
    .execute();

test("without outcomes there is no score, and it is said so", async () => {
  const pipeline = await createPipeline(database);
  expect(await refitScores(pipeline.worker)).toMatch(/^2026-/);
  const [email] = await verify(pipeline, ["valid@none.test"]);
  expect(email).toMatchObject({ score: null, score_basis: { outcomes: 0, required: 50, model: null } });
  const [invalid] = await verify(pipeline, ["invalid@none.test"]);
  expect(invalid).toMatchObject({ score: null, score_basis: null });
  expect(await readCalibration(pipeline.worker, { mode: "test" })).toMatchObject({
    summary: expect.stringMatching(/^Not enough outcomes yet: 0 are known/),
    brier: null,
    bins: [],
  });
});

test("rechecks by any organization and hard bounces are outcomes; silence, soft bounces and early rechecks are not", async () => {
  const first = await createPipeline(database);
  await verify(first, ["valid1@seen.test", "valid2@seen.test", "catch_all3@seen.test", "unknown4@seen.test"]);
  await verify(first, ["valid5@seen.test", "valid6@seen.test", "risky7@seen.test", "valid8@seen.test"]);
  const second = await createPipeline(database);
  await verify(second, ["valid8@seen.test"], { status: "invalid", reason: "mailbox_not_found" });
  await age(first, 3);
  await age(second, 3);
  await verify(second, ["valid1@seen.test", "unknown4@seen.test"], { status: "valid", reason: "accepted" });
  await verify(second, ["catch_all3@seen.test"], { status: "invalid", reason: "mailbox_not_found" });
  await verify(second, ["valid6@seen.test"], { status: "unknown", reason: "timeout" });
  await bounce(first, "Valid2@seen.test");
  await bounce(first, "valid5@seen.test", "452 4.2.2 full");
  await bounce(first, "risky7@seen.test");
  await bounce(second, "valid6@seen.test");
  await refitScores(first.worker);
  expect(await outcomes()).toEqual(
    [
      { bucket: "catch_all/because/other/free", good: false, source: "recheck" },
      { bucket: "risky/because/other/free", good: false, source: "bounce" },
      { bucket: "unknown/greylisted/other/free", good: true, source: "recheck" },
      // Of the second organization: it was told nothing better, and wrote nevertheless.
      { bucket: "unknown/timeout/other/free", good: false, source: "bounce" },
      { bucket: "valid/because/other/free", good: false, source: "bounce" },
      { bucket: "valid/because/other/free", good: true, source: "recheck" },
    ].toSorted((one, other) => (one.bucket < other.bucket ? -1 : one.bucket > other.bucket ? 1 : 0)),
  );
});

test("enough outcomes make a score, which is held against addresses that it was not fitted on", async () => {
  const first = await createPipeline(database, { credits: 1_000 });
  const asked = people("valid", "many.test", 400);
  await verify(first, asked);
  await age(first, 2);
  const second = await createPipeline(database, { credits: 1_000 });
  await verify(second, asked.slice(0, 300), { status: "valid", reason: "accepted" });
  await verify(second, asked.slice(300), { status: "invalid", reason: "mailbox_not_found" });
  const model = await refitScores(first.worker);
  expect(await refitScores(first.worker)).toBeUndefined();
  const [email] = await verify(first, ["valid@fresh.test"]);
  const basis = email?.score_basis;
  expect(basis).toMatchObject({ required: 50, model });
  expect(basis?.outcomes).toBeGreaterThan(250);
  expect(basis?.outcomes).toBeLessThan(400);
  expect(email?.score).toBeGreaterThan(0.65);
  expect(email?.score).toBeLessThan(0.85);
  const calibration = await readCalibration(first.worker, { mode: "test" });
  expect(calibration).toMatchObject({
    model,
    outcomes: { good: 300, bad: 100, rechecks: 400, bounces: 0, held_out: 400 - basis!.outcomes },
    buckets: { known: 1, scored: 1, outcomes_required: 50 },
    bins: [{ from: 0.7, outcomes: 400 - basis!.outcomes }],
    summary: expect.stringMatching(/^Over \d+ held-out addresses/),
  });
  expect(calibration.brier).toBeGreaterThan(0.1);
  expect(await readCalibration(first.worker, { mode: "live" })).toMatchObject({ outcomes: { good: 0 } });
  // What was delivered keeps the score that it had.
  const [delivered] = await verify(first, ["valid@fresh2.test"]);
  expect(delivered?.score).toBe(email?.score);
});

test("several workers fit once an hour", async () => {
  const { worker } = await createPipeline(database);
  const fits = await Promise.all(Array.from({ length: 8 }, () => refitScores(worker)));
  expect(fits.filter((model) => model !== undefined)).toHaveLength(1);
  await sql`update score_fits set fitted_at = now() - interval '61 minutes'`.execute(database.kysely);
  expect(await refitScores(worker)).toBeDefined();
});
