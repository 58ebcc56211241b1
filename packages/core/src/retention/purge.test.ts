import { audit } from "@winnow/credits";
import { createTestDatabase, waitFor, type TestDatabase } from "@winnow/testing";
import { sql } from "kysely";
import { afterEach, beforeEach, expect, test } from "vitest";
import { reportBounce } from "#bounce/report.ts";
import { processChunk } from "#chunk/process.ts";
import { showEntry } from "#credit/entry.ts";
import { listWalletEntries } from "#credit/entries.ts";
import { cancelJob } from "#job/cancel.ts";
import { deleteResults } from "#job/delete-results.ts";
import { createPipeline } from "#job/fixture/pipeline.ts";
import { getJob } from "#job/get.ts";
import { rerunJob } from "#job/rerun.ts";
import { exportNdjson, exportResults, listRows } from "#job/results.ts";
import { showRow } from "#job/show-row.ts";
import { expireResults } from "#retention/expire.ts";
import { keepResultsFor } from "#retention/keep.ts";
import { purgeResults } from "#retention/purge.ts";
import { refitScores } from "#score/refit.ts";
import { reclassify } from "#verdict/reclassify.ts";
import { startReclassification } from "#verdict/start-reclassification.ts";
import { listDeliveries, resendDelivery } from "#webhook/deliveries.ts";

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database[Symbol.asyncDispose]());

type Pipeline = Awaited<ReturnType<typeof createPipeline>>;
const SECRET = "lovelace";
const FILE = `E-Mail ${SECRET}\nvalid-${SECRET}@a.test\ngreylisted-${SECRET}@a.test\ninvalid-${SECRET}@a.test\n${SECRET}`;
const CALLBACK = "http://127.0.0.1:9/hook";

/** A job with something in every table that holds rows: results, attempts, a re-classification, delivered pages. */
async function jobWithEverything(pipeline: Pipeline, file = FILE) {
  const email = /^[^\n]*/.exec(file)![0];
  const submitted = await pipeline.submit(file, { callback_url: CALLBACK, mapping: { email } } as never);
  let job = await pipeline.run(submitted);
  for (let chunk = 1; job.status === "running"; chunk += 1) {
    await sql`update chunks set due_at = now() where state = 'pending'`.execute(database.kysely);
    await processChunk(pipeline.worker, { jobId: job.id, chunk });
    await pipeline.drain();
    job = await pipeline.read(job);
  }
  const rules = {
    versions: { classifier: "2026-01-01.10", verdict: "2026-01-01.9" },
    judge: () => ({
      verdict: { status: "invalid", reason: "mailbox_not_found" } as const,
      why: { brief: "Now so.", full: `Now so: ${SECRET}` },
    }),
  };
  await startReclassification({ database: database.kysely } as never, { dry_run: false });
  while (await reclassify({ ...pipeline.worker, judge: rules }));
  await pipeline.drain();
  await sql`update endpoints set leased_until = null`.execute(database.kysely);
  await pipeline.hear(["deliver-webhook", { endpointId: await endpointOf() }]);
  return job;
}

async function endpointOf(): Promise<string> {
  return (await database.kysely.selectFrom("endpoints").select("id").executeTakeFirstOrThrow()).id;
}

/** Every text of every table that holds the word, by table: also of tables that were added after this test. */
async function tablesThatHold(word: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`.execute(database.kysely);
  const held: string[] = [];
  for (const { name } of rows) {
    const found =
      await sql`select from ${sql.table(name)} t where t::text ilike ${`%${word}%`} limit 1`.execute(
        database.kysely,
      );
    if (found.rows.length > 0) held.push(name);
  }
  return held;
}

const counts = async () => {
  const { rows } = await sql<Record<string, number>>`
    select (select count(*)::int from job_rows) as job_rows, (select count(*)::int from results) as results,
      (select count(*)::int from verification_attempts) as attempts, (select count(*)::int from chunks) as chunks,
      (select count(*)::int from reclassifications) as reclassifications`.execute(database.kysely);
  return rows[0]!;
};
const NOTHING = { job_rows: 0, results: 0, attempts: 0, chunks: 0, reclassifications: 0 };
const hurry = () =>
  sql`update jobs set purge_due_at = now() where purge_due_at is not null`.execute(database.kysely);
async function purgeAll(options?: { batchRows: number }): Promise<number> {
  await hurry();
  let steps = 0;
  while (await purgeResults({ database: database.kysely }, options)) steps += 1;
  return steps;
}

test("of a deleted job no table holds a word of the file, and its counts, credits and statement stay", async () => {
  const pipeline = await createPipeline(database);
  const job = await jobWithEverything(pipeline);
  expect(await tablesThatHold(SECRET)).toEqual([
    "deliveries",
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
  // Whoever was told that the rows are there has a moment to begin reading them.
  expect(await purgeResults({ database: database.kysely })).toBe(false);
  await purgeAll();
  expect(await tablesThatHold(SECRET)).toEqual([]);
  expect(await counts()).toEqual(NOTHING);
  const after = await pipeline.read(job);
  expect(after).toEqual({ ...before, results_deleted_at: after.results_deleted_at, results_expire_at: null });
  const { organizationId, mode } = pipeline.caller.actor;
  expect((await audit(database.kysely, { organizationId, mode })).problems).toEqual([]);
  const entries = await listWalletEntries(pipeline.caller, { limit: 20 });
  const paid = entries.outcome === "listed" ? entries.page.data.filter(({ kind }) => kind !== "grant") : [];
  expect(paid.map(({ kind }) => kind)).toContain("capture");
  for (const { id } of paid) {
    expect(await showEntry(pipeline.caller, { entryId: id })).toMatchObject({
      rows: [],
      rows_deleted_at: after.results_deleted_at,
    });
  }
});

test("whatever would read rows says that they are gone, from the deletion on, and how", async () => {
  const pipeline = await createPipeline(database);
  const job = await jobWithEverything(pipeline);
  const webhookId = await endpointOf();
  await sql`update endpoints set registered = true`.execute(database.kysely);
  const { caller } = pipeline;
  const read = async () => {
    const { id: jobId } = job;
    const sent = await listDeliveries(caller, { webhookId, limit: 20 });
    const page =
      sent.outcome === "listed" ? sent.page.data.find(({ type }) => type === "rows.batch") : undefined;
    return {
      page: await listRows(caller, { jobId, limit: 10 }),
      lines: await exportNdjson(caller, { jobId }),
      file: await exportResults(caller, { jobId }),
      row: await showRow(caller, { jobId, row: 1 }),
      noRow: await showRow(caller, { jobId, row: 99 }),
      resent: await resendDelivery(caller, { webhookId, deliveryId: page!.id }),
      rerun: await rerunJob(caller, { jobId, idempotencyKey: "again" }),
    };
  };
  const first = await deleteResults(caller, { jobId: job.id });
  const at = first.outcome === "deleted" ? first.job.results_deleted_at : null;
  const gone = { outcome: "results_gone", how: "deleted", at };
  const expected = {
    page: gone,
    lines: gone,
    file: gone,
    row: gone,
    noRow: gone,
    resent: gone,
    rerun: {
      outcome: "refused",
      code: "results_expired",
      detail: `The rows and results of this job were deleted at ${at} by their owner.`,
    },
  };
  expect(await read()).toEqual(expected);
  await purgeAll();
  expect(await read()).toEqual(expected);
  // Doing it again changes nothing, not even the moment.
  expect(await deleteResults(caller, { jobId: job.id })).toEqual(first);
  expect(await getJob(caller, { jobId: job.id })).toMatchObject({ results_deleted_at: at });
  // What tells of no row is sent again.
  const sent = await listDeliveries(caller, { webhookId, limit: 20 });
  const completed =
    sent.outcome === "listed" ? sent.page.data.find(({ type }) => type === "job.completed") : undefined;
  expect(await resendDelivery(caller, { webhookId, deliveryId: completed!.id })).toEqual({
    outcome: "resent",
  });
});

test("a running job is to be cancelled first, and another tenant's does not exist", async () => {
  const pipeline = await createPipeline(database);
  const stranger = await createPipeline(database);
  const { id: jobId } = await pipeline.submit("email\nvalid@a.test");
  expect(await deleteResults(pipeline.caller, { jobId })).toEqual({
    outcome: "job_state_conflict",
    status: "queued",
  });
  await cancelJob(pipeline.caller, { jobId });
  expect(await deleteResults(stranger.caller, { jobId })).toEqual({ outcome: "not_found" });
  expect(await deleteResults(pipeline.signedUp.live, { jobId })).toEqual({ outcome: "not_found" });
  expect(await pipeline.read({ id: jobId } as never)).toMatchObject({ results_deleted_at: null });
  expect(await deleteResults(pipeline.caller, { jobId })).toMatchObject({ outcome: "deleted" });
  await purgeAll();
  expect(await counts()).toEqual(NOTHING);
});

test("a large job goes in batches; a worker that dies within one loses only that, and the next goes on", async () => {
  const pipeline = await createPipeline(database);
  const job = await jobWithEverything(pipeline);
  const kept = await jobWithEverything(pipeline, FILE.replaceAll("a.test", "kept.test"));
  const all = await counts();
  await deleteResults(pipeline.caller, { jobId: job.id });
  await hurry();
  expect(await purgeResults({ database: database.kysely }, { batchRows: 3 })).toBe(true);
  const sum = (of: Record<string, number>) => Object.values(of).reduce((total, one) => total + one, 0);
  expect(sum(await counts())).toBe(sum(all) - 3);
  const between = await counts();
  // A worker that has deleted results already stops at a row that somebody holds, and is killed there.
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
  // Meanwhile nobody else removes the same rows, or waits for it.
  expect(await purgeResults({ database: database.kysely })).toBe(false);
  await sql`select pg_terminate_backend(${stopped})`.execute(database.kysely);
  expect(await killed).toMatch(/terminat/);
  await holder.query("rollback");
  holder.release();
  expect(await counts()).toEqual(between);
  expect(await purgeAll({ batchRows: 3 })).toBeGreaterThan(3);
  expect(await purgeResults({ database: database.kysely })).toBe(false);
  // Of the other job nothing is missing.
  expect(sum(await counts())).toBe(sum(all) / 2);
  expect(await listRows(pipeline.caller, { jobId: kept.id, limit: 10 })).toMatchObject({ outcome: "listed" });
});

test("several workers at once remove each job once", async () => {
  const pipeline = await createPipeline(database);
  for (const name of ["b", "c", "d"]) {
    const job = await pipeline.run(await pipeline.submit(`email\nvalid@${name}.test\ninvalid@${name}.test`));
    await deleteResults(pipeline.caller, { jobId: job.id });
  }
  await hurry();
  const worker = async () => {
    while (await purgeResults({ database: database.kysely }, { batchRows: 1 }));
  };
  await Promise.all([worker(), worker(), worker()]);
  await worker();
  expect(await counts()).toEqual(NOTHING);
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
  await purgeAll();
  expect(await bodies()).toEqual([["pending", "whole"]]);
  await sql`update endpoints set disabled_at = null, leased_until = null`.execute(database.kysely);
  await sql`update deliveries set next_attempt_at = now()`.execute(database.kysely);
  await pipeline.hear(["deliver-webhook", { endpointId: await endpointOf() }]);
  expect(pipeline.posted.filter(({ body }) => body.includes("valid@a.test"))).not.toEqual([]);
  await purgeAll();
  expect(await bodies()).toEqual([["delivered", "empty"]]);
  const { rows } = await sql`select from jobs where purge_due_at is not null`.execute(database.kysely);
  expect(rows).toHaveLength(0);
});

test("results end by themselves when their time is over, and not before", async () => {
  const pipeline = await createPipeline(database);
  const [old, young] = [
    await pipeline.run(await pipeline.submit("email\nvalid@a.test")),
    await pipeline.run(await pipeline.submit("email\nvalid@b.test")),
  ];
  const running = await pipeline.submit("email\nvalid@c.test");
  await keepResultsFor(database.kysely, 40);
  const ended = (id: string, days: number) =>
    sql`update jobs set ended_at = now() - make_interval(hours => 24 * ${days}::int) + interval '1 second' where id = ${id}`.execute(
      database.kysely,
    );
  await ended(old.id, 41);
  await ended(young.id, 40);
  await sql`update jobs set created_at = now() - interval '1 year' where id = ${running.id}`.execute(
    database.kysely,
  );
  const shown = await pipeline.read(young);
  expect(Date.parse(shown.results_expire_at!) - Date.parse(shown.ended_at!)).toBe(40 * 86_400_000);
  expect(await expireResults({ database: database.kysely })).toBe(1);
  expect(await expireResults({ database: database.kysely })).toBe(0);
  expect(await listRows(pipeline.caller, { jobId: old.id, limit: 1 })).toMatchObject({
    outcome: "results_gone",
    how: "expired",
  });
  expect(await pipeline.read(running)).toMatchObject({ results_expire_at: null });
  await purgeAll();
  expect(await listRows(pipeline.caller, { jobId: young.id, limit: 1 })).toMatchObject({ outcome: "listed" });
  // It cannot be deleted a second time, and says what happened.
  expect(await deleteResults(pipeline.caller, { jobId: old.id })).toMatchObject({ outcome: "deleted" });
  expect(await showRow(pipeline.caller, { jobId: old.id, row: 1 })).toMatchObject({ how: "expired" });
});

test("deleting gives up the guarantee: a bounce is of nobody's row, and what judges results goes on without them", async () => {
  const pipeline = await createPipeline(database);
  const job = await pipeline.run(await pipeline.submit("email\nvalid1@a.test\nvalid2@a.test"));
  await deleteResults(pipeline.caller, { jobId: job.id });
  const report = () =>
    reportBounce(pipeline.caller, {
      bounce: { email: "valid1@a.test", dsn: "5.1.1", received_at: new Date().toISOString() },
      windowDays: 30,
    });
  expect(await report()).toMatchObject({ answer: { status: "not_owned", entry: null } });
  // Not even for whoever takes verdicts again that were paid for lately.
  const file = "email\nvalid1@a.test\ninvalid@a.test";
  const again = await pipeline.run(await pipeline.submit(file, { max_age: 86_400 }));
  expect(await report()).toMatchObject({ answer: { status: "refunded" } });
  await deleteResults(pipeline.caller, { jobId: again.id });
  await startReclassification({ database: database.kysely } as never, { dry_run: false });
  while (await reclassify(pipeline.worker));
  await purgeAll();
  expect(await report()).toMatchObject({ answer: { status: "not_owned", entry: null } });
  expect(again).toMatchObject({ status: "completed", counts: { owned: 0 }, credits: { captured: 1 } });
  expect(await refitScores(pipeline.worker)).toBeDefined();
  while (await reclassify(pipeline.worker));
});

test("what is append-only stays so outside a purge, and within one for whatever is not deleted", async () => {
  const pipeline = await createPipeline(database);
  await jobWithEverything(pipeline);
  for (const table of ["verification_attempts", "reclassifications"]) {
    const refused = `${table} is append-only`;
    const changes = [`delete from ${table}`, `update ${table} set why = 'another'`, `truncate ${table}`];
    for (const change of changes) {
      await expect(database.pool.query(change)).rejects.toThrow(refused);
      const purge = database.pool.query(`begin; set local winnow.purge = 'on'; ${change}; commit`);
      await expect(purge).rejects.toThrow(refused);
    }
  }
  for (const change of ["delete from entries", "update entries set subject = 'x'"]) {
    const purge = database.pool.query(`begin; set local winnow.purge = 'on'; ${change}; commit`);
    await expect(purge).rejects.toThrow("entries is append-only");
  }
  await sql`update jobs set results_deleted_at = now(), results_deletion = 'deleted'`.execute(
    database.kysely,
  );
  await expect(database.pool.query("delete from verification_attempts")).rejects.toThrow("append-only");
  await database.pool.query(
    "begin; set local winnow.purge = 'on'; delete from verification_attempts; commit",
  );
});
