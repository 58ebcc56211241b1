import { createTestDatabase, waitFor, type TestDatabase } from "@winnow/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { separateDeferred } from "#chunk/defer.ts";
import { leaseChunk, type Lease } from "#chunk/lease.ts";
import { settleChunk } from "#chunk/settle.ts";
import { workOnRows } from "#chunk/work.ts";
import { createPipeline, verificationOf } from "#job/fixture/pipeline.ts";
import { planJob } from "#job/plan/plan.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

type Pipeline = Awaited<ReturnType<typeof createPipeline>>;

/** A job whose only chunk is leased, and what a worker found. */
async function leaseOne(pipeline: Pipeline, csv: string, kind: "verify" | "enrich" = "verify") {
  const job = await pipeline.submit(csv, { kind });
  await planJob(pipeline.worker, { jobId: job.id });
  const lease = await leaseAgain(job.id);
  const outcomes = await workOnRows(pipeline.worker, lease, new AbortController().signal);
  const work = { ...separateDeferred(outcomes, lease, new Date()), guaranteeDays: 30 };
  return { job, lease, work };
}

async function leaseAgain(jobId: string): Promise<Lease> {
  await sql`update chunks set leased_until = now() - interval '1 second' where state = 'leased'`.execute(
    database.kysely,
  );
  const lease = await leaseChunk(database.kysely, { jobId, chunk: 0, leaseMs: 60_000 });
  if (lease === undefined) throw new Error("the chunk should be free");
  return lease;
}

async function written({ job }: Lease) {
  const { rows } = await sql<{ results: number; attempts: number; entries: number; refused: number }>`
    select (select count(*)::int from results where job_number = ${job.number}) as results,
      (select count(*)::int from verification_attempts where job_number = ${job.number}) as attempts,
      (select count(*)::int from entries where job_id = ${job.id} and kind <> 'reserve') as entries,
      -- An entry that a result names is there, whenever it was checked.
      (select count(*)::int from results r where job_number = ${job.number} and entry_id is not null
        and not exists (select from entries e where e.id = r.entry_id)) as refused`.execute(database.kysely);
  return rows[0];
}

const FILE = "email\nvalid@a.test\ninvalid@a.test\ngreylisted@a.test";

test("a worker that lost the lease before any row was written leaves no trace", async () => {
  const pipeline = await createPipeline(database);
  const { job, lease, work } = await leaseOne(pipeline, FILE);
  await leaseAgain(job.id);
  expect(await settleChunk(database.kysely, lease, work)).toEqual({ outcome: "fenced" });
  expect(await written(lease)).toEqual({ results: 0, attempts: 0, entries: 0, refused: 0 });
  expect(await pipeline.problems()).toEqual([]);
});

test("a worker that loses the lease while it waits for the job writes nothing: the epoch is read again after the wait", async () => {
  const pipeline = await createPipeline(database);
  const { job, lease: zombie, work } = await leaseOne(pipeline, FILE);
  const settled = await database.kysely.transaction().execute(async (other) => {
    await other.selectFrom("jobs").select("number").where("id", "=", job.id).forNoKeyUpdate().execute();
    const settling = settleChunk(database.kysely, zombie, work);
    await waitFor("it to wait for the job", async () => {
      const { rows } = await sql`
        select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
        database.kysely,
      );
      return rows.length === 1;
    });
    await leaseAgain(job.id);
    return { settling };
  });
  expect(await settled.settling).toEqual({ outcome: "fenced" });
  expect(await written(zombie)).toEqual({ results: 0, attempts: 0, entries: 0, refused: 0 });
  expect(await pipeline.problems()).toEqual([]);
});

test("of two workers that settle one chunk at the same time, the one with the lease does, once", async () => {
  const pipeline = await createPipeline(database);
  const { job, lease: zombie, work } = await leaseOne(pipeline, FILE);
  const lease = await leaseAgain(job.id);
  const settled = await Promise.all(
    [zombie, lease, zombie, lease].map((holder) => settleChunk(database.kysely, holder, work)),
  );
  const outcomes = settled.map(({ outcome }) => outcome);
  expect([outcomes[0], outcomes[2]]).toEqual(["fenced", "fenced"]);
  expect([outcomes[1], outcomes[3]].toSorted()).toEqual(["fenced", "settled"]);
  expect(await written(lease)).toEqual({ results: 2, attempts: 1, entries: 2, refused: 0 });
  expect(await pipeline.problems()).toEqual([]);
});

test("a result that exists although the lease is held is a fault, not a lost lease, and is thrown", async () => {
  const pipeline = await createPipeline(database);
  const { lease, work } = await leaseOne(pipeline, FILE);
  await sql`insert into results (job_number, row, status) values (${lease.job.number}, 1, 'failed')`.execute(
    database.kysely,
  );
  await expect(settleChunk(database.kysely, lease, work)).rejects.toThrow(/results_pkey/);
  expect(await written(lease)).toMatchObject({ results: 1, entries: 0 });
});

test("what another job came to own meanwhile is not paid for again", async () => {
  const email = verificationOf("valid@owned.test");
  const pipeline = await createPipeline(database, { enrich: () => ({ email, attempts: [] }) });
  const chunks = [];
  for (const company of ["Acme", "Beta", "Gamma", "Delta"]) {
    const one = await leaseOne(pipeline, `Full Name,Company\nAda Lovelace,${company}`, "enrich");
    chunks.push(one);
    await sql`update chunks set leased_until = now() + interval '1 minute' where state = 'leased'`.execute(
      database.kysely,
    );
  }
  // Each settlement either decides before the others have written or waits for them: in both cases one of them pays.
  await Promise.all(chunks.map(({ lease, work }) => settleChunk(database.kysely, lease, work)));
  const { rows } = await sql<{ charges: number[] }>`
    select array_agg(charge_millicredits::int order by charge_millicredits) as charges from results
    where email = 'valid@owned.test'`.execute(database.kysely);
  expect(rows[0]?.charges).toEqual([0, 0, 0, 1000]);
  expect(await pipeline.problems()).toEqual([]);
});
