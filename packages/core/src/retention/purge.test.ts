import { createTestDatabase, waitFor, type TestDatabase } from "@winnow/testing";
import { sql } from "kysely";
import { showEntry } from "#credit/entry.ts";
import { listWalletEntries } from "#credit/entries.ts";
import { deleteResults } from "#job/results/delete-results.ts";
import { createPipeline } from "#job/fixture/pipeline.ts";
import { purgeResults } from "#retention/purge.ts";
import { listRows } from "#job/results/results.ts";
import {
  CALLBACK,
  NOTHING,
  SECRET,
  countRows,
  endpointOf,
  makeDeletionsDue,
  purgeAll,
  runEverything,
  tablesThatHold,
} from "#retention/fixture/deletable.ts";
import { afterEach, beforeEach, expect, test } from "vitest";

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database[Symbol.asyncDispose]());

test("of a deleted job no table holds a word of the file, and its counts, credits and statement stay", async () => {
  const pipeline = await createPipeline(database);
  const job = await runEverything(database, pipeline);
  expect(await tablesThatHold(database, SECRET)).toEqual([
    "deliveries",
    "events",
    "job_rows",
    "jobs",
    "reclassifications",
    "results",
    "verification_attempts",
  ]);
  const before = await pipeline.read(job);
  expect(before).toMatchObject({ results_deleted_at: null, results_expire_at: expect.any(String) as string });
  const deleted = await deleteResults(pipeline.caller, { jobId: job.id });
  expect(deleted).toMatchObject({
    outcome: "deleted",
    job: { results_deleted_at: expect.any(String) as string },
  });
  const entries = await listWalletEntries(pipeline.caller, { limit: 20 });
  const paid = entries.outcome === "listed" ? entries.page.data.filter(({ kind }) => kind !== "grant") : [];
  expect(paid.map(({ kind }) => kind)).toContain("capture");
  const rowsOfEntries = () =>
    Promise.all(
      paid.map(async ({ id }) => {
        const entry = await showEntry(pipeline.caller, { entryId: id });
        return { rows: entry?.rows, at: entry?.rows_deleted_at };
      }),
    );
  const { results_deleted_at: at } = await pipeline.read(job);
  const gone = paid.map(() => ({ rows: [], at }));
  expect(await rowsOfEntries()).toEqual(gone);
  // A caller that was told that the rows exist has a moment to begin reading them.
  expect(await purgeResults({ database: database.kysely })).toBe(false);
  await purgeAll(database);
  expect(await tablesThatHold(database, SECRET)).toEqual([]);
  expect(await countRows(database)).toEqual(NOTHING);
  const after = await pipeline.read(job);
  expect(after).toEqual({ ...before, results_deleted_at: after.results_deleted_at, results_expire_at: null });
  expect(await pipeline.problems()).toEqual([]);
  expect(await rowsOfEntries()).toEqual(gone);
});

test("a large job goes in batches; a worker that dies within one loses only that, and the next goes on", async () => {
  const pipeline = await createPipeline(database);
  const job = await runEverything(database, pipeline);
  const kept = await runEverything(database, pipeline, "kept.test");
  const all = await countRows(database);
  await deleteResults(pipeline.caller, { jobId: job.id });
  await makeDeletionsDue(database);
  expect(await purgeResults({ database: database.kysely }, { batchRows: 3 })).toBe(true);
  const sum = (of: Record<string, number>) => Object.values(of).reduce((total, one) => total + one, 0);
  expect(sum(await countRows(database))).toBe(sum(all) - 3);
  const between = await countRows(database);
  // A worker that has deleted results already waits for a locked row, and is killed there.
  const holder = await database.pool.connect();
  await holder.query("begin");
  await holder.query("select from job_rows for update");
  const killed = purgeResults({ database: database.kysely }).catch((error: Error) => error.message);
  const stopped = await waitFor("the worker to stop", async () => {
    const { rows } = await sql<{ pid: number }>`
      select pid from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' and query ilike '%job_rows%'`.execute(
      database.kysely,
    );
    return rows[0]?.pid;
  });
  // Meanwhile another worker neither removes the same rows nor waits for them.
  expect(await purgeResults({ database: database.kysely })).toBe(false);
  await sql`select pg_terminate_backend(${stopped})`.execute(database.kysely);
  expect(await killed).toMatch(/terminat/);
  await holder.query("rollback");
  holder.release();
  expect(await countRows(database)).toEqual(between);
  expect(await purgeAll(database, { batchRows: 3 })).toBeGreaterThan(3);
  expect(await purgeResults({ database: database.kysely })).toBe(false);
  // Of the other job nothing is missing.
  expect(sum(await countRows(database))).toBe(sum(all) / 2);
  expect(await listRows(pipeline.caller, { jobId: kept.id, limit: 10 })).toMatchObject({ outcome: "listed" });
});

test("several workers at once remove each job once", async () => {
  const pipeline = await createPipeline(database);
  for (const name of ["b", "c", "d"]) {
    const job = await pipeline.run(await pipeline.submit(`email\nvalid@${name}.test\ninvalid@${name}.test`));
    await deleteResults(pipeline.caller, { jobId: job.id });
  }
  await makeDeletionsDue(database);
  const worker = async () => {
    while (await purgeResults({ database: database.kysely }, { batchRows: 1 }));
  };
  await Promise.all([worker(), worker(), worker()]);
  await worker();
  expect(await countRows(database)).toEqual(NOTHING);
});

test("what still waits for its endpoint is delivered first, and emptied afterwards", async () => {
  const pipeline = await createPipeline(database);
  const job = await pipeline.submit("email\nvalid@a.test", { callback_url: CALLBACK });
  pipeline.answers.push({ outcome: "rejected", status: 410, gone: true, ms: 1 } as never);
  await pipeline.run(job);
  const bodies = async () => {
    const found = await database.kysely
      .selectFrom("deliveries as d")
      .innerJoin("events as e", "e.id", "d.event_id")
      .select(["d.state", "d.body"])
      .where("e.type", "=", "rows.batch")
      .execute();
    return found.map(({ state, body }) => [state, body === "" ? "empty" : "whole"]);
  };
  expect(await bodies()).toEqual([["pending", "whole"]]);
  await deleteResults(pipeline.caller, { jobId: job.id });
  await purgeAll(database);
  expect(await bodies()).toEqual([["pending", "whole"]]);
  await sql`update endpoints set disabled_at = null, leased_until = null`.execute(database.kysely);
  await sql`update deliveries set next_attempt_at = now()`.execute(database.kysely);
  await pipeline.hear(["deliver-webhook", { endpointId: await endpointOf(database) }]);
  expect(pipeline.posted.filter(({ body }) => body.includes("valid@a.test"))).not.toEqual([]);
  await purgeAll(database);
  expect(await bodies()).toEqual([["delivered", "empty"]]);
  const { rows } = await sql`select from jobs where purge_due_at is not null`.execute(database.kysely);
  expect(rows).toHaveLength(0);
});
