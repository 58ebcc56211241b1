import { createTestDatabase, type TestDatabase } from "@winnow/testing";
import { sql } from "kysely";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readWallet } from "#credit/wallet.ts";
import { importContacts } from "#directory/import.ts";
import { createPipeline } from "#job/fixture/pipeline.ts";
import type { Judge } from "#ports/judge.ts";
import type { Verification } from "#ports/verifier.ts";
import { reclassify } from "#verdict/reclassify.ts";
import { showReclassification, startReclassification } from "#verdict/start-reclassification.ts";
import type { WorkerContext } from "#worker-context.ts";

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database[Symbol.asyncDispose]());

type Pipeline = Awaited<ReturnType<typeof createPipeline>>;

/** Rules of a later day: whose evidence names an address in the table gets that verdict. */
function rulesOf(
  verdicts: Readonly<Record<string, Verification["verdict"]>>,
  version = "2026-01-01.10",
): Judge & { readonly unhealthy: boolean[] } {
  const unhealthy: boolean[] = [];
  return {
    unhealthy,
    versions: { classifier: version, verdict: "2026-01-01.9" },
    judge(evidence, { egressUnhealthy }) {
      unhealthy.push(egressUnhealthy);
      const { address, verdict } = evidence[0] as { address: string; verdict: Verification["verdict"] };
      if (address.startsWith("broken")) throw new Error("no rule for it");
      return { verdict: verdicts[address] ?? verdict, why: { brief: "Now so.", full: `Now so: ${address}` } };
    },
  };
}

/** A pipeline whose evidence says what it is about. */
async function verified(addresses: readonly string[], settings: { guaranteeDays?: number } = {}) {
  const pipeline = await createPipeline(database, { settings });
  const { verifyMany } = pipeline.worker.verifiers.test;
  Object.assign(pipeline.worker.verifiers.test, {
    async *verifyMany(...call: Parameters<typeof verifyMany>): AsyncGenerator<Verification> {
      for await (const one of verifyMany(...call)) {
        const { address, verdict } = one;
        yield { ...one, evidence: [{ stage: "rcpt", address, verdict }] };
      }
    },
  });
  const job = await pipeline.run(await pipeline.submit(["email", ...addresses].join("\n")));
  return { pipeline, job };
}

const asOperator = () => ({ database: database.kysely, actor: { type: "operator" } }) as never;

async function run(worker: WorkerContext, judge: Judge, dryRun = false) {
  const { id } = await startReclassification(asOperator(), { dry_run: dryRun });
  while (await reclassify({ ...worker, judge }));
  return (await showReclassification(asOperator(), { id }))!;
}

async function emailsOf(pipeline: Pipeline, jobId: string) {
  return (await pipeline.rowsOf(jobId)).map(({ email }) => email);
}

const INVALID = { status: "invalid", reason: "mailbox_not_found" } as const;
const BLOCKED = { status: "unknown", reason: "blocked" } as const;
const VALID = { status: "valid", reason: "accepted" } as const;

test("a dry run counts from → to and what would be refunded, and changes nothing", async () => {
  const { pipeline, job } = await verified([
    "valid1@a.test",
    "valid2@a.test",
    "invalid3@a.test",
    "x4@a.test",
  ]);
  const rules = rulesOf({ "valid1@a.test": INVALID, "valid2@a.test": INVALID, "invalid3@a.test": BLOCKED });
  const done = await run(pipeline.worker, rules, true);
  expect(done).toMatchObject({
    status: "completed",
    dry_run: true,
    classifier_version: "2026-01-01.10",
    examined: 4,
    refunds: { rows: 2, credits: 2 },
    changes: [
      { from: { status: "valid", reason: "because" }, to: INVALID, rows: 2 },
      { from: { status: "invalid", reason: "because" }, to: BLOCKED, rows: 1 },
    ],
  });
  expect(await readWallet(pipeline.caller)).toMatchObject({ available: 48, spent: 2 });
  expect((await emailsOf(pipeline, job.id)).every((email) => email?.reclassified === null)).toBe(true);
  expect(rules.unhealthy).toHaveLength(4);
});

test("changed verdicts are appended beside the delivered ones; what proves invalid is refunded once; no organization is charged", async () => {
  const { pipeline, job } = await verified(["valid1@b.test", "invalid2@b.test", "valid3@b.test"]);
  const rules = rulesOf({ "valid1@b.test": INVALID, "invalid2@b.test": VALID });
  const first = await run(pipeline.worker, rules);
  expect(first).toMatchObject({ examined: 3, refunds: { rows: 1, credits: 1 } });
  expect(await readWallet(pipeline.caller)).toMatchObject({ available: 49, spent: 1 });
  const emails = await emailsOf(pipeline, job.id);
  expect(emails).toMatchObject([
    { status: "valid", reason: "because", reclassified: INVALID },
    { status: "invalid", reason: "because", reclassified: VALID },
    { status: "valid", reclassified: null },
  ]);
  expect(emails[0]?.reclassified?.at).toMatch(/^\d{4}-.*Z$/);
  const events = await database.kysely
    .selectFrom("events")
    .select(["type", "page"])
    .where("type", "=", "credits.refunded")
    .execute();
  expect(events).toEqual([{ type: "credits.refunded", page: 1 }]);

  // Again, it finds nothing; rules that change their mind append once more, and take back no refund.
  expect(await run(pipeline.worker, rules)).toMatchObject({ examined: 3, changes: [], refunds: { rows: 0 } });
  const later = await run(
    pipeline.worker,
    rulesOf({ "valid1@b.test": VALID, "invalid2@b.test": VALID }, "2026-01-02.1"),
  );
  expect(later.changes).toEqual([{ from: INVALID, to: VALID, rows: 1 }]);
  await run(pipeline.worker, rulesOf({ "valid1@b.test": INVALID, "invalid2@b.test": VALID }, "2026-01-02.2"));
  expect(await readWallet(pipeline.caller)).toMatchObject({ available: 49, spent: 1 });
  expect((await emailsOf(pipeline, job.id))[0]).toMatchObject({ reclassified: INVALID });
  const numbers = await database.kysely
    .selectFrom("reclassifications")
    .select([
      "row",
      "number",
      "from_status",
      "to_status",
      "from_classifier_version",
      "classifier_version",
      "why",
    ])
    .where("row", "=", 1)
    .orderBy("number")
    .execute();
  expect(numbers).toMatchObject([
    { number: 1, from_classifier_version: "2026-01-01.9", classifier_version: "2026-01-01.10" },
    { number: 2, from_classifier_version: "2026-01-01.10", classifier_version: "2026-01-02.1" },
    { number: 3, from_status: "valid", to_status: "invalid", why: "Now so: valid1@b.test" },
  ]);
  expect(await pipeline.problems()).toEqual([]);
});

test("after the guarantee nothing is refunded", async () => {
  const late = await verified(["valid@c.test"], { guaranteeDays: 0 });
  expect(await run(late.pipeline.worker, rulesOf({ "valid@c.test": INVALID }))).toMatchObject({
    changes: [{ rows: 1 }],
    refunds: { rows: 0, credits: 0 },
  });
  expect(await readWallet(late.pipeline.caller)).toMatchObject({ spent: 1 });
});

test("the directory is corrected where it rests on that observation or an older one, and not where a later verification observed it", async () => {
  const emails = ["invalid1@d.test", "invalid2@d.test", "unknown3@d.test", "valid4@d.test"];
  const contacts = [...emails, "valid5@d.test"].map((email) => ({
    email,
    email_status: "catch_all" as const,
    verified_at: "2026-01-01T00:00:00.000Z",
  }));
  await importContacts({ database: database.kysely }, { source: "crm", contacts });
  const { pipeline } = await verified(emails);
  await sql`
    update contacts set email_status = 'valid', verified_at = verified_at + interval '1 minute'
    where email = 'invalid2@d.test'`.execute(database.kysely);
  await run(
    pipeline.worker,
    rulesOf({
      "invalid1@d.test": BLOCKED,
      "invalid2@d.test": BLOCKED,
      "unknown3@d.test": INVALID,
      "valid4@d.test": { status: "catch_all", reason: "accepts_all_unconfirmed" },
    }),
  );
  const read = await database.kysely
    .selectFrom("contacts")
    .select(["email", "email_status", "verified_at", "provenance"])
    .where("email", "like", "%@d.test")
    .orderBy("email")
    .execute();
  expect(
    read.map(({ email, email_status: status, verified_at: at, provenance }) => [
      email,
      status,
      at === null ? "never" : "verified",
      provenance["email_status"]?.source,
    ]),
  ).toEqual([
    // Taken back: the next who wants it has it verified.
    ["invalid1@d.test", "unknown", "never", "reclassification"],
    ["invalid2@d.test", "valid", "verified", "verifier"],
    ["unknown3@d.test", "invalid", "verified", "reclassification"],
    ["valid4@d.test", "catch_all", "verified", "reclassification"],
    ["valid5@d.test", "catch_all", "verified", "crm"],
  ]);
});

test("what was not believed because our side was ill stays so; evidence that rules do not know keeps its verdict", async () => {
  const { pipeline, job } = await verified(["valid1@e.test", "broken2@e.test", "valid3@e.test"]);
  await sql`update results set email_status = 'unknown', email_reason = 'our_configuration' where row = 1`.execute(
    database.kysely,
  );
  await sql`update results set email_reason = 'directory' where row = 3`.execute(database.kysely);
  const rules = rulesOf({ "valid1@e.test": INVALID, "valid3@e.test": INVALID });
  await run(pipeline.worker, rules);
  expect(rules.unhealthy).toEqual([true, false]);
  expect((await emailsOf(pipeline, job.id)).map((email) => email?.reclassified?.status ?? null)).toEqual([
    "invalid",
    null,
    null,
  ]);
});

test("an older worker judges nothing that newer rules judged, and leaves a newer run alone", async () => {
  const { pipeline, job } = await verified(["valid1@f.test"]);
  const older = rulesOf({ "valid1@f.test": INVALID }, "2026-01-01.8");
  expect(await run(pipeline.worker, older)).toMatchObject({ examined: 1, changes: [] });
  const { id } = await startReclassification(asOperator(), { dry_run: false });
  const newer = rulesOf({ "valid1@f.test": BLOCKED }, "2026-01-03.1");
  expect(await reclassify({ ...pipeline.worker, judge: newer })).toBe(true);
  expect(await reclassify({ ...pipeline.worker, judge: older })).toBe(false);
  expect(await showReclassification(asOperator(), { id })).toMatchObject({
    status: "running",
    classifier_version: "2026-01-03.1",
  });
  expect(await emailsOf(pipeline, job.id)).toMatchObject([{ reclassified: BLOCKED }]);
});

test("workers share a run, and one that breaks off loses nothing", async () => {
  const { pipeline } = await verified(["valid1@g.test", "valid2@g.test", "valid3@g.test"]);
  // More results than one step looks at.
  await sql`
    insert into results (job_number, row, status) select 1000000, n, 'duplicate' from generate_series(1, 2500) n`.execute(
    database.kysely,
  );
  const rules = rulesOf({ "valid1@g.test": INVALID, "valid2@g.test": INVALID });
  const { id } = await startReclassification(asOperator(), { dry_run: false });
  const broken = {
    ...pipeline.worker,
    judge: rules,
    settings: { ...pipeline.worker.settings, guaranteeDays: NaN },
  };
  await expect(reclassify(broken)).rejects.toThrow();
  expect(await showReclassification(asOperator(), { id })).toMatchObject({ status: "queued", changes: [] });
  const work = async () => {
    while (await reclassify({ ...pipeline.worker, judge: rules }));
  };
  await Promise.all([work(), work(), work()]);
  await work();
  expect(await showReclassification(asOperator(), { id })).toMatchObject({
    status: "completed",
    examined: 2_503,
    changes: [{ rows: 2 }],
    refunds: { rows: 2, credits: 2 },
  });
  expect(await readWallet(pipeline.caller)).toMatchObject({ spent: 1 });
  await expect(sql`delete from reclassifications`.execute(database.kysely)).rejects.toThrow("append-only");
  expect(await showReclassification(asOperator(), { id: "rcl_none" })).toBeUndefined();
});
