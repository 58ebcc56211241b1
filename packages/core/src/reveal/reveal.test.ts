import { createTestDatabase, waitFor, type TestDatabase } from "@winnow/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { importContacts } from "#directory/import.ts";
import { reportBounce } from "#bounce/report.ts";
import { createPipeline } from "#job/fixture/pipeline.ts";
import { createJobWatch } from "#job/control/watch.ts";
import { rerunJob } from "#job/intake/rerun.ts";
import { showRow } from "#job/results/index.ts";
import { revealContacts } from "#reveal/reveal.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

type Pipeline = Awaited<ReturnType<typeof createPipeline>>;

/** Contacts with these addresses, which are valid, and were verified long ago unless `verifiedAt` says otherwise. */
async function contactsOf(emails: readonly string[], verifiedAt?: Date): Promise<string[]> {
  const contacts = emails.map((email) => ({
    email,
    phone: "+49 30 1",
    email_status: "valid" as const,
    ...(verifiedAt !== undefined && { verified_at: verifiedAt.toISOString() }),
  }));
  await importContacts({ database: database.kysely }, { source: "crm", contacts });
  const stored = await database.kysely
    .selectFrom("contacts")
    .select(["id", "email"])
    .where("email", "in", emails)
    .execute();
  return emails.map((email) => stored.find((one) => one.email === email)?.id ?? "");
}

let reveals = 0;
function reveal({ caller }: Pipeline, ids: string[]) {
  const watch = createJobWatch(database.kysely);
  return revealContacts(caller, { ids, idempotencyKey: `reveal ${(reveals += 1)}`, watch, waitMs: 0 });
}

async function jobsOf({ caller }: Pipeline) {
  const { organizationId } = caller.actor;
  return database.kysely
    .selectFrom("jobs")
    .selectAll()
    .where("organization_id", "=", organizationId)
    .orderBy("position")
    .execute();
}

test("of a contact that was not billed neither address nor phone is shown, not by its job or a rerun of it either", async () => {
  const pipeline = await createPipeline(database);
  pipeline.configure({ reveal: { millicredits: 1_000, billable: ["valid"] } });
  const ids = await contactsOf(["valid@stale.test", "catch_all@stale.test", "unsure@stale.test"]);
  await reveal(pipeline, ids);
  await pipeline.hearAll();
  const [job] = await jobsOf(pipeline);
  const rerun = await rerunJob(pipeline.caller, { jobId: job!.id, idempotencyKey: "again" });
  if (rerun.outcome !== "created") throw new Error(rerun.outcome);
  await pipeline.hearAll();

  const [valid, catchAll, unsure, ...more] = [
    ...(await pipeline.rowsOf(job!.id)),
    ...(await pipeline.rowsOf(rerun.job.id)),
  ];
  expect(valid).toMatchObject({
    email: { address: "valid@stale.test", masked: false },
    contact: { phone: "+49 30 1" },
    charge: { credits: 1 },
  });
  expect(catchAll).toMatchObject({ email: { address: "c••@stale.test", masked: true }, contact: null });
  expect(more).toHaveLength(1);
  for (const hidden of [unsure, ...more]) {
    expect(hidden).toMatchObject({ email: { address: "u••@stale.test", masked: true }, contact: null });
  }
  const shown = await showRow(pipeline.caller, { jobId: job!.id, row: 3 });
  expect(JSON.stringify(shown)).not.toContain("unsure@");
});

test("a reveal that is begun is charged what it was quoted, whatever is configured when it is settled", async () => {
  const pipeline = await createPipeline(database);
  pipeline.configure({ reveal: { millicredits: 250, billable: ["valid", "catch_all"] } });
  const ids = await contactsOf(["valid1@begun.test", "catch_all@begun.test"]);
  await reveal(pipeline, ids);
  pipeline.configure({ reveal: { millicredits: 4_000, billable: ["valid"] } });
  await pipeline.hearAll();
  expect(await reveal(pipeline, ids)).toMatchObject({
    answer: { data: [{ status: "owned" }, { status: "owned" }], credits: { charged: 0, available: 49.5 } },
  });
});

test("a free reveal shows a contact although another job comes to own it at the same moment", async () => {
  const pipeline = await createPipeline(database, { credits: 0 });
  pipeline.configure({ reveal: { millicredits: 0, billable: ["valid"] } });
  const ids = await contactsOf(["valid@free.test"], new Date());
  const { organizationId, mode } = pipeline.caller.actor;
  const revealed = await database.kysely.transaction().execute(async (other) => {
    // Results wait for this table: who owns what was read before, and is read again after it.
    await sql`lock table score_buckets in access exclusive mode`.execute(other);
    const revealing = reveal(pipeline, ids);
    await waitFor("it to wait", async () => {
      const { rows } = await sql`
        select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
        database.kysely,
      );
      return rows.length === 1;
    });
    await sql`
      insert into entitlements (organization_id, mode, subject)
      values (${organizationId}, ${mode}, ${`contact:${ids[0]}`})`.execute(other);
    return { revealing };
  });
  expect(await revealed.revealing).toMatchObject({
    answer: {
      data: [{ status: "revealed", email: { address: "valid@free.test" } }],
      credits: { charged: 0 },
    },
  });
});

test("a refund ends what was revealed: another reveal is paid for again", async () => {
  const pipeline = await createPipeline(database);
  const ids = await contactsOf(["valid@returned.test"], new Date());
  await reveal(pipeline, ids);
  await pipeline.hearAll();
  expect(await reveal(pipeline, ids)).toMatchObject({ answer: { data: [{ status: "owned" }] } });
  const bounce = { email: "valid@returned.test", dsn: "5.1.1", received_at: new Date().toISOString() };
  const reported = await reportBounce(pipeline.caller, { bounce, windowDays: 30 });
  expect(reported).toMatchObject({ answer: { status: "refunded" } });
  expect(await reveal(pipeline, ids)).toMatchObject({
    answer: { data: [{ status: expect.not.stringContaining("owned"), contact: null }] },
  });
});
