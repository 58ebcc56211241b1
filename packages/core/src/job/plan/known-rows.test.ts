import { createTestDatabase, type TestDatabase } from "@winnow/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { exportResults, listRows } from "#job/results/results.ts";
import { createPipeline } from "#job/fixture/pipeline.ts";
import { reportBounce } from "#bounce/report.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

type Pipeline = Awaited<ReturnType<typeof createPipeline>>;

const FILE = "E-Mail;Note\nvalid1@a.test;x\ncatch_all@a.test;y\ninvalid@a.test;z\nVALID1@a.test;again\n";
const DAY = 86_400;

async function textOf(pipeline: Pipeline, jobId: string): Promise<string> {
  const exported = await exportResults(pipeline.caller, { jobId });
  if (exported.outcome !== "exported") throw new Error(exported.outcome);
  return Buffer.concat(await Array.fromAsync(exported.csv)).toString();
}

const withoutCredits = (csv: string) => csv.replaceAll(/;\d;(\d*)$/gm, ";;$1");

test("what was paid for lately is told again free, word for word, and no host is contacted", async () => {
  const pipeline = await createPipeline(database, { credits: 4 });
  const first = await pipeline.run(await pipeline.submit(FILE));
  expect(first).toMatchObject({ counts: { billable: 3, owned: 0 }, credits: { captured: 2 } });
  pipeline.asked.length = 0;

  const again = await pipeline.run(await pipeline.submit(FILE, { max_age: DAY }));
  expect(again).toMatchObject({
    status: "completed",
    counts: {
      submitted: 4,
      billable: 1,
      owned: 2,
      duplicate: 1,
      by_email_status: { valid: 1, catch_all: 1 },
    },
    credits: { reserved: 0, captured: 0, released: 1 },
  });
  // An invalid address was never paid for: it is verified again, and is free again.
  expect(pipeline.asked).toEqual(["invalid@a.test"]);
  const listed = await listRows(pipeline.caller, { jobId: again.id, limit: 10 });
  expect(listed).toMatchObject({
    page: {
      data: [
        {
          status: "verified",
          charge: { credits: 0, basis: "owned", entry: null },
          email: { status: "valid" },
        },
        { status: "verified", charge: { credits: 0, basis: "owned", entry: null } },
        { status: "verified", charge: null },
        { status: "duplicate", duplicate_of: 1 },
      ],
    },
  });
  expect(withoutCredits(await textOf(pipeline, again.id))).toBe(
    withoutCredits(await textOf(pipeline, first.id)),
  );
  expect(await pipeline.problems()).toEqual([]);
});

test("a file of nothing but known rows needs no credits, and completes at once", async () => {
  const pipeline = await createPipeline(database, { credits: 2 });
  const csv = "email\nvalid1@b.test\nvalid2@b.test\n";
  await pipeline.run(await pipeline.submit(csv));
  const again = await pipeline.run(await pipeline.submit(csv, { max_age: DAY }));
  expect(again).toMatchObject({
    status: "completed",
    counts: { billable: 0, owned: 2 },
    credits: { captured: 0 },
  });
});

test("without max_age, when it is too old, refunded, or another organization's, it is asked for and paid", async () => {
  const csv = "email\nvalid1@c.test\n";
  const pipeline = await createPipeline(database);
  const ask = async (options: { max_age?: number }, by: Pipeline = pipeline) => {
    by.asked.length = 0;
    const job = await by.run(await by.submit(csv, options));
    return { asked: by.asked.length, captured: job.credits.captured };
  };
  const paid = { asked: 1, captured: 1 };
  expect(await ask({})).toEqual(paid);
  expect(await ask({})).toEqual(paid);
  expect(await ask({ max_age: DAY })).toEqual({ asked: 0, captured: 0 });
  expect(await ask({ max_age: DAY }, await createPipeline(database))).toEqual(paid);

  const bounce = { email: "valid1@c.test", dsn: "550 5.1.1", received_at: new Date().toISOString() };
  expect(await reportBounce(pipeline.caller, { bounce, windowDays: 30 })).toMatchObject({
    answer: { status: "refunded" },
  });
  expect(await ask({ max_age: DAY })).toEqual(paid);
  await sql`update results set checked_at = checked_at - interval '2 days' where lower(email) = 'valid1@c.test'`.execute(
    database.kysely,
  );
  expect(await ask({ max_age: DAY })).toEqual(paid);
});
