import { createTestDatabase, type TestDatabase } from "@winnow/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createPipeline } from "#job/fixture/pipeline.ts";
import { rerunJob } from "#job/intake/rerun.ts";
import { planJob } from "#job/plan/plan.ts";
import { exportResults } from "#job/results/results.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

const four = "email\nvalid1@a.test\nvalid2@a.test\nvalid3@a.test\nvalid4@a.test";

test("a rerun takes what failed or stayed unknown, with its columns, and nothing that was answered", async () => {
  const pipeline = await createPipeline(database);
  const csv = "Nr;E-Mail\nK-1;valid@a.test\nK-2;unsure@a.test\nK-3;invalid@a.test\nK-4;unsure2@a.test";
  const job = await pipeline.run(await pipeline.submit(csv));
  const rerun = (key: string) => rerunJob(pipeline.caller, { jobId: job.id, idempotencyKey: key });
  const first = await rerun("again");
  if (first.outcome !== "created") throw new Error(first.outcome);
  expect(first.job).toMatchObject({ kind: "verify", status: "queued", counts: { submitted: 2 } });
  expect(await rerun("again")).toEqual({ outcome: "replayed", job: first.job });
  expect((await pipeline.rowsOf(first.job.id)).map(({ row, input }) => [row, input["Nr"]])).toEqual([
    [2, "K-2"],
    [4, "K-4"],
  ]);
  await pipeline.hearAll();
  expect(await pipeline.read(first.job)).toMatchObject({ status: "completed", credits: { captured: 0 } });
  expect(await pipeline.problems()).toEqual([]);
});

test("a rerun is planned with the priority of its job", async () => {
  const pipeline = await createPipeline(database);
  const job = await pipeline.run(await pipeline.submit("email\nunsure@a.test", { priority: "low" }));
  const rung: unknown[] = [];
  const caller: typeof pipeline.caller = {
    ...pipeline.caller,
    bell: { ring: async (...bell) => void rung.push(bell) },
  };
  const rerun = await rerunJob(caller, { jobId: job.id, idempotencyKey: "low" });
  if (rerun.outcome !== "created") throw new Error(rerun.outcome);
  expect(rung).toEqual([["plan-job", { jobId: rerun.job.id }, { priority: 20 }]]);
});

test("rows of a rerun, and of its rerun, are those of the caller's file, also in their export", async () => {
  const pipeline = await createPipeline(database);
  const csv = "Nr;E-Mail\nK-1;valid@a.test\nK-2;unsure@a.test\nK-3;unsure@a.test\nK-4;risky@a.test";
  const job = await pipeline.run(await pipeline.submit(csv));
  let jobId = job.id;
  for (const idempotencyKey of ["second", "third"]) {
    const rerun = await rerunJob(pipeline.caller, { jobId, idempotencyKey });
    if (rerun.outcome !== "created") throw new Error(rerun.outcome);
    await pipeline.hearAll();
    jobId = rerun.job.id;
  }
  expect(await pipeline.rowsOf(jobId)).toMatchObject([{ row: 2, ref: "K-2", status: "verified" }]);
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

test("a rerun that is refused has written nothing, not even for a moment", async () => {
  const pipeline = await createPipeline(database, { credits: 2 });
  const done = await pipeline.run(await pipeline.submit("email\nvalid@a.test"));
  const poor = await pipeline.run(await pipeline.submit("email\nunsure@a.test"));
  await pipeline.run(await pipeline.submit("email\nvalid2@a.test"));
  await sql`create function refuse_rows() returns trigger language plpgsql as
    $$ begin raise exception 'written'; end $$`.execute(database.kysely);
  for (const table of ["jobs", "job_rows"]) {
    await sql`create trigger written before insert on ${sql.table(table)} execute function refuse_rows()`.execute(
      database.kysely,
    );
  }
  const rerun = (jobId: string) => rerunJob(pipeline.caller, { jobId, idempotencyKey: `for ${jobId}` });
  expect(await rerun(done.id)).toMatchObject({ code: "job_state_conflict" });
  expect(await rerun(poor.id)).toMatchObject({ code: "insufficient_credits" });
  await sql`drop function refuse_rows cascade`.execute(database.kysely);
  expect(await rerun(done.id)).toMatchObject({ code: "job_state_conflict" });
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
  // Its credits are reserved for another job.
  await planJob(other.worker, { jobId: (await other.submit("email\nvalid@a.test")).id });
  expect(await rerunJob(other.caller, { jobId: poor.id, idempotencyKey: "poor" })).toMatchObject({
    code: "insufficient_credits",
    members: { required: 1, available: 0, shortfall: 1 },
  });
  expect(await database.kysely.selectFrom("jobs").select("id").execute()).toHaveLength(before.length + 2);
});
