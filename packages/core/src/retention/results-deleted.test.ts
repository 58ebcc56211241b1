import { createTestDatabase, type TestDatabase } from "@winnow/testing";
import { sql } from "kysely";
import { reportBounce } from "#bounce/report.ts";
import { cancelJob } from "#job/control/cancel.ts";
import { deleteResults } from "#job/results/delete-results.ts";
import { createPipeline } from "#job/fixture/pipeline.ts";
import { getJob } from "#job/get.ts";
import { rerunJob } from "#job/intake/rerun.ts";
import { showRow } from "#job/results/show-row.ts";
import { expireResults } from "#retention/expire.ts";
import { keepResultsFor } from "#retention/keep.ts";
import { refitScores } from "#score/refit.ts";
import { reclassify } from "#verdict/reclassify.ts";
import { startReclassification } from "#verdict/start-reclassification.ts";
import { exportNdjson, exportResults, listRows } from "#job/results/results.ts";
import { listDeliveries, resendDelivery } from "#webhook/deliveries.ts";
import { NOTHING, countRows, endpointOf, purgeAll, runEverything } from "#retention/fixture/deletable.ts";
import { afterEach, beforeEach, expect, test } from "vitest";

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database[Symbol.asyncDispose]());

test("whatever would read rows says that they are gone, from the deletion on, and how", async () => {
  const pipeline = await createPipeline(database);
  const job = await runEverything(database, pipeline);
  const webhookId = await endpointOf(database);
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
  const gone = { outcome: "results_deleted", how: "deleted", at };
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
  await purgeAll(database);
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
  await purgeAll(database);
  expect(await countRows(database)).toEqual(NOTHING);
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
    outcome: "results_deleted",
    how: "expired",
  });
  expect(await pipeline.read(running)).toMatchObject({ results_expire_at: null });
  await purgeAll(database);
  expect(await listRows(pipeline.caller, { jobId: young.id, limit: 1 })).toMatchObject({ outcome: "listed" });
  // It cannot be deleted a second time, and says what happened.
  expect(await deleteResults(pipeline.caller, { jobId: old.id })).toMatchObject({ outcome: "deleted" });
  expect(await showRow(pipeline.caller, { jobId: old.id, row: 1 })).toMatchObject({ how: "expired" });
});

test("deleting ends the guarantee: a bounce matches no row, and reclassification goes on without the deleted rows", async () => {
  const pipeline = await createPipeline(database);
  const job = await pipeline.run(await pipeline.submit("email\nvalid1@a.test\nvalid2@a.test"));
  await deleteResults(pipeline.caller, { jobId: job.id });
  const report = () =>
    reportBounce(pipeline.caller, {
      bounce: { email: "valid1@a.test", dsn: "5.1.1", received_at: new Date().toISOString() },
      windowDays: 30,
    });
  expect(await report()).toMatchObject({ answer: { status: "not_owned", entry: null } });
  // Not even for a job that takes verdicts again that were paid for lately.
  const file = "email\nvalid1@a.test\ninvalid@a.test";
  const again = await pipeline.run(await pipeline.submit(file, { max_age: 86_400 }));
  expect(await report()).toMatchObject({ answer: { status: "refunded" } });
  await deleteResults(pipeline.caller, { jobId: again.id });
  await startReclassification({ database: database.kysely } as never, { dry_run: false });
  while (await reclassify(pipeline.worker));
  await purgeAll(database);
  expect(await report()).toMatchObject({ answer: { status: "not_owned", entry: null } });
  expect(again).toMatchObject({ status: "completed", counts: { owned: 0 }, credits: { captured: 1 } });
  expect(await refitScores(pipeline.worker)).toBeDefined();
  while (await reclassify(pipeline.worker));
});

test("what is append-only stays so outside a purge, and within one for whatever is not deleted", async () => {
  const pipeline = await createPipeline(database);
  await runEverything(database, pipeline);
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
