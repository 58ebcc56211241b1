import { createTestDatabase, type TestDatabase } from "@winnow/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { processChunk } from "#chunk/process.ts";
import { createPipeline, verificationOf } from "#job/fixture/pipeline.ts";
import { planJob } from "#job/plan/plan.ts";
import { rowEnds } from "#job/transitions.ts";
import { addSuppressions } from "#suppression/add.ts";

// A trigger notes each result, and whether its job was being planned when it was written.

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await sql`create table seen (status text, by text)`.execute(database.kysely);
  await sql`
    create function note() returns trigger language plpgsql as $$
    begin
      insert into seen
      select new.status, case status when 'planning' then 'plan' else 'chunk' end from jobs where number = new.job_number;
      return null;
    end $$`.execute(database.kysely);
  await sql`create trigger note after insert on results for each row execute function note()`.execute(
    database.kysely,
  );
});
afterAll(() => database[Symbol.asyncDispose]());

test("rows end as the table says: by the plan of their job, or by the settlement of their chunk", async () => {
  const pipeline = await createPipeline(database, {
    enrich: (index) =>
      index === 0 ? { attempts: [], email: verificationOf("valid@c.test") } : { attempts: [] },
  });
  const { caller, worker } = pipeline;
  const suppress = (value: string) => addSuppressions(caller, { suppressions: [{ kind: "email", value }] });

  await suppress("early@a.test");
  await pipeline.run(await pipeline.submit("email\nvalid@a.test\nvalid@a.test\nno address\nearly@a.test\n"));
  // The same address again: its verdict is young enough.
  await pipeline.run(await pipeline.submit("email\nvalid@a.test\n", { max_age: 3_600 }));
  await pipeline.run(
    await pipeline.submit("full_name,domain\nAda Lovelace,c.test\nNo Person,c.test\n", { kind: "enrich" }),
  );

  const suppressedLate = await pipeline.submit("email\nvalid_late@a.test\n");
  await planJob(worker, { jobId: suppressedLate.id });
  await suppress("valid_late@a.test");
  await pipeline.drain();

  // Each shutdown returns the chunk; after so many leases its only row is taken for the cause.
  const broken = await pipeline.submit("email\nvalid_broken@a.test\n");
  await planJob(worker, { jobId: broken.id });
  for (let lease = 0; lease < 3; lease += 1) {
    const work = processChunk(worker, { jobId: broken.id, chunk: 0, signal: AbortSignal.abort() });
    await expect(work).rejects.toThrow();
  }
  await pipeline.drain();

  const { rows } = await sql<{
    end: string;
  }>`select distinct status || ' by ' || by as end from seen`.execute(database.kysely);
  const told = Object.entries(rowEnds).flatMap(([status, { by }]) => by.map((one) => `${status} by ${one}`));
  expect(rows.map(({ end }) => end).toSorted()).toEqual(told.toSorted());
});
