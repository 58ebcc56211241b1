import { CreateCsvJobQuery, JobOptions, type Job } from "@winnow/contracts";
import { createTestDatabase, type TestDatabase } from "@winnow/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { reportBounce } from "#bounce/report.ts";
import { cancelJob } from "#job/control/cancel.ts";
import { createJob, type CreateJobOutcome } from "#job/intake/create.ts";
import { createPipeline } from "#job/fixture/pipeline.ts";
import { listJobs } from "#job/list.ts";
import { planJob } from "#job/plan/plan.ts";
import { exportResults, listRows } from "#job/results/results.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

type Pipeline = Awaited<ReturnType<typeof createPipeline>>;

const FILE = "E-Mail;Note\nvalid1@a.test;x\ninvalid@a.test;\nvalid2@a.test;y\nVALID1@a.test;\nnobody;\n";

function jobOf(outcome: CreateJobOutcome): Job {
  if (outcome.outcome !== "created") throw new Error(JSON.stringify(outcome));
  return outcome.job;
}

const bytes = async function* (text: string) {
  yield Buffer.from(text);
};

function sendFile(pipeline: Pipeline, key: string, query: Record<string, unknown> = {}) {
  const options = CreateCsvJobQuery.parse({ kind: "verify", ...query });
  const source = { type: "csv", body: bytes(FILE), query: options } as const;
  return createJob(pipeline.caller, { options, source, idempotencyKey: key });
}

async function csvOf(pipeline: Pipeline, job: Job): Promise<string> {
  const exported = await exportResults(pipeline.caller, { jobId: job.id });
  if (exported.outcome !== "exported") throw new Error(exported.outcome);
  return Buffer.concat(await Array.fromAsync(exported.csv)).toString();
}

async function rowsUnder(number: number): Promise<number> {
  const { rows } = await sql<{ rows: number }>`
    select count(*)::int as rows from job_rows where job_number = ${number}`.execute(database.kysely);
  return rows[0]!.rows;
}

const uploadRow = (id: string) =>
  database.kysely.selectFrom("uploads").selectAll().where("id", "=", id).executeTakeFirstOrThrow();

describe("a job from an upload", () => {
  test("takes the rows where they are, and ends as the file that is sent does", async () => {
    const pipeline = await createPipeline(database);
    const preview = await pipeline.preview(FILE);
    const started = jobOf(await pipeline.start(preview.upload.id));
    const upload = await uploadRow(preview.upload.id);
    expect(upload.job_id).toBe(started.id);
    const { number } = await database.kysely
      .selectFrom("jobs")
      .select("number")
      .where("id", "=", started.id)
      .executeTakeFirstOrThrow();
    expect(number).toBe(upload.job_number);
    const ended = await pipeline.run(started);
    expect(ended).toMatchObject({
      status: "completed",
      counts: { submitted: 5, billable: 3, duplicate: 1, invalid_input: 1 },
      credits: { captured: 2, reserved: 0 },
    });
    const other = await createPipeline(database);
    const sent = await other.run(await other.submit(FILE));
    const withoutEntries = (csv: string) => csv.replaceAll(/;\d{4}-\d\d-\d\dT[^;]*/g, ";");
    expect(withoutEntries(await csvOf(pipeline, ended))).toBe(withoutEntries(await csvOf(other, sent)));
  });

  test("is one, however many are started at once", async () => {
    const pipeline = await createPipeline(database);
    const { upload } = await pipeline.preview(FILE);
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => pipeline.start(upload.id)));
    const created = outcomes.filter(({ outcome }) => outcome === "created").map(jobOf);
    expect(created).toHaveLength(1);
    expect(outcomes.filter(({ outcome }) => outcome === "refused")).toEqual(
      Array(3).fill(expect.objectContaining({ code: "upload_started", members: { job_id: created[0]!.id } })),
    );
  });

  test("for which there are too few credits leaves the upload as it was", async () => {
    const pipeline = await createPipeline(database, { credits: 2 });
    const { upload } = await pipeline.preview(FILE);
    expect(await pipeline.start(upload.id)).toMatchObject({
      outcome: "refused",
      code: "insufficient_credits",
      members: { required: 3, available: 2, shortfall: 1 },
    });
    expect(await uploadRow(upload.id)).toMatchObject({ job_id: null, dropped_at: null });
    const job = await pipeline.run(jobOf(await pipeline.start(upload.id, { on_insufficient: "partial" })));
    expect(job).toMatchObject({ status: "completed", credits: { reserved: 0 } });
  });

  test("of another organization, of the other mode, unknown or expired is not found", async () => {
    const pipeline = await createPipeline(database);
    const stranger = await createPipeline(database);
    const { upload } = await pipeline.preview(FILE);
    const missing = {
      outcome: "refused",
      code: "not_found",
      detail: expect.stringContaining("24 hours") as string,
    };
    expect(await stranger.start(upload.id)).toMatchObject(missing);
    expect(await pipeline.start(upload.id, {}, pipeline.signedUp.live)).toMatchObject(missing);
    expect(await pipeline.start("upl_nobody")).toMatchObject(missing);
    await sql`update uploads set expires_at = now() where id = ${upload.id}`.execute(database.kysely);
    expect(await pipeline.start(upload.id)).toMatchObject(missing);
    expect(await pipeline.start(upload.id, { first: 1 })).toMatchObject(missing);
  });

  test("is of the kind that was previewed", async () => {
    const pipeline = await createPipeline(database);
    const { upload } = await pipeline.preview(FILE);
    expect(await pipeline.start(upload.id, { kind: "enrich" })).toMatchObject({
      code: "validation_failed",
      errors: [{ pointer: "/kind", code: "other_kind" }],
    });
  });

  // As when a worker or an API process dies in the middle: everything before the commit is undone.
  test("is whole or not at all", async () => {
    const pipeline = await createPipeline(database);
    const { upload } = await pipeline.preview(FILE);
    await sql`
      create function refuse_answers() returns trigger language plpgsql as
      $$ begin raise exception 'the process died'; end $$`.execute(database.kysely);
    await sql`
      create trigger dying before insert on idempotency_keys execute function refuse_answers()`.execute(
      database.kysely,
    );
    await expect(pipeline.start(upload.id)).rejects.toThrow("the process died");
    await expect(pipeline.start(upload.id, { first: 2 })).rejects.toThrow("the process died");
    await sql`drop trigger dying on idempotency_keys`.execute(database.kysely);
    expect(await uploadRow(upload.id)).toMatchObject({ job_id: null });
    expect(
      await database.kysely.selectFrom("jobs").select("id").where("upload_id", "=", upload.id).execute(),
    ).toEqual([]);
    jobOf(await pipeline.start(upload.id));
  });
});

test("jobs are listed by when they were made, not by when their rows came", async () => {
  const pipeline = await createPipeline(database);
  const { upload } = await pipeline.preview(FILE);
  const trial = jobOf(await pipeline.start(upload.id, { first: 1 }));
  const sent = await pipeline.submit(FILE);
  const whole = jobOf(await pipeline.start(upload.id));
  const listed: string[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await listJobs(pipeline.caller, { limit: 1, ...(cursor !== undefined && { cursor }) });
    if (page.outcome !== "listed") throw new Error(page.outcome);
    listed.push(...page.page.data.map(({ id }) => id));
    if (page.page.next_cursor === null) break;
    cursor = page.page.next_cursor;
  }
  expect(listed).toEqual([whole.id, sent.id, trial.id]);
});

describe("under one Idempotency-Key", () => {
  const query = { mapping: '{"email":"E-Mail","ref":"Note"}', has_header: "true", max_wait: "5" };

  test("starting and sending are one request, in either order", async () => {
    const pipeline = await createPipeline(database);
    const { upload } = await pipeline.preview(FILE, query);
    const started = jobOf(await pipeline.start(upload.id, { max_wait: 5, key: "one" }));
    expect(await sendFile(pipeline, "one", query)).toMatchObject({ outcome: "replayed", job: started });
    expect(await pipeline.start(upload.id, { max_wait: 5, key: "one" })).toMatchObject({
      outcome: "replayed",
      job: started,
    });

    const sent = jobOf(await sendFile(pipeline, "two", query));
    const again = await pipeline.preview(FILE, query);
    expect(again.upload.id).not.toBe(upload.id);
    expect(await pipeline.start(again.upload.id, { max_wait: 5, key: "two" })).toMatchObject({
      outcome: "replayed",
      job: sent,
    });
    expect(await uploadRow(again.upload.id)).toMatchObject({ job_id: null });
  });

  test("another option, another part or another file is another request", async () => {
    const pipeline = await createPipeline(database);
    const { upload } = await pipeline.preview(FILE, query);
    jobOf(await pipeline.start(upload.id, { first: 1, max_wait: 5, key: "three" }));
    const reused = { outcome: "refused", code: "idempotency_key_reused" };
    expect(await pipeline.start(upload.id, { max_wait: 5, key: "three" })).toMatchObject(reused);
    expect(await pipeline.start(upload.id, { first: 2, max_wait: 5, key: "three" })).toMatchObject(reused);
    expect(await pipeline.start(upload.id, { first: 1, max_wait: 6, key: "three" })).toMatchObject(reused);
    const other = await pipeline.preview(`${FILE}valid9@a.test;\n`, query);
    expect(await pipeline.start(other.upload.id, { first: 1, max_wait: 5, key: "three" })).toMatchObject(
      reused,
    );
  });
});

describe("a trial", () => {
  test("is of the first rows; the whole file shows what it paid for, and does not pay again", async () => {
    const pipeline = await createPipeline(database);
    const { upload } = await pipeline.preview(FILE);
    const trial = await pipeline.run(jobOf(await pipeline.start(upload.id, { first: 2 })));
    expect(trial).toMatchObject({
      status: "completed",
      counts: { submitted: 2, billable: 2 },
      credits: { captured: 1 },
    });
    // Previewing it again is the same upload, which knows.
    const again = await pipeline.preview(FILE);
    expect(again).toMatchObject({
      upload: { id: upload.id },
      rows: { billable: 2, owned: 1 },
      quote: { max: 2 },
    });

    pipeline.asked.length = 0;
    const whole = await pipeline.run(jobOf(await pipeline.start(upload.id)));
    expect(whole).toMatchObject({ counts: { billable: 2, owned: 1 }, credits: { captured: 1 } });
    expect(pipeline.asked.toSorted()).toEqual(["invalid@a.test", "valid2@a.test"]);
    const listed = await listRows(pipeline.caller, { jobId: whole.id, limit: 10 });
    expect(listed).toMatchObject({
      page: {
        data: [
          { email: { status: "valid" }, charge: { credits: 0, basis: "owned" } },
          { email: { status: "invalid" }, charge: null },
          { charge: { credits: 1, basis: "verification" } },
          { status: "duplicate", duplicate_of: 1 },
          { status: "invalid_input" },
        ],
      },
    });
    expect(await pipeline.problems()).toEqual([]);
  });

  test("needs credits for its own rows only, and leaves enough for the rest", async () => {
    const pipeline = await createPipeline(database, { credits: 2 });
    const { upload } = await pipeline.preview("email\nvalid1@b.test\nvalid2@b.test\n");
    await pipeline.run(jobOf(await pipeline.start(upload.id, { first: 1 })));
    const whole = await pipeline.run(jobOf(await pipeline.start(upload.id)));
    expect(whole).toMatchObject({ status: "completed", credits: { captured: 1 } });
  });

  test("counts also when the whole file is sent; another file pays", async () => {
    const pipeline = await createPipeline(database);
    const { upload } = await pipeline.preview(FILE);
    await pipeline.run(jobOf(await pipeline.start(upload.id, { first: 2 })));
    const sent = await pipeline.run(jobOf(await sendFile(pipeline, "sent")));
    expect(sent).toMatchObject({ counts: { owned: 1 }, credits: { captured: 1 } });
    const other = await pipeline.run(await pipeline.submit(`${FILE}valid3@a.test;\n`));
    expect(other).toMatchObject({ counts: { owned: 0 }, credits: { captured: 3 } });
  });

  test.each(["trial", "whole"] as const)(
    "and the whole at the same time pay once for each address, when the %s is settled last",
    async (last) => {
      const pipeline = await createPipeline(database);
      const { upload } = await pipeline.preview(FILE);
      const trial = jobOf(await pipeline.start(upload.id, { first: 3 }));
      const whole = jobOf(await pipeline.start(upload.id));
      await planJob(pipeline.worker, { jobId: trial.id });
      await planJob(pipeline.worker, { jobId: whole.id });
      // What planning rang: the bells of both, in the order in which they are heard.
      const rung = pipeline.rung.splice(0).filter(([queue]) => queue === "process-chunk");
      const ofJob = (job: Job) =>
        rung.filter(([, payload]) => (payload as { jobId: string }).jobId === job.id);
      const order = last === "trial" ? [whole, trial] : [trial, whole];
      for (const bell of order.flatMap(ofJob)) await pipeline.hear(bell);
      const credits = await Promise.all(
        [trial, whole].map(async (job) => (await pipeline.read(job)).credits),
      );
      expect(credits.map(({ captured }) => captured)).toEqual(last === "trial" ? [0, 2] : [2, 0]);
      expect(await pipeline.problems()).toEqual([]);
    },
  );

  test("that was cancelled has paid for what it did", async () => {
    const pipeline = await createPipeline(database, { settings: { chunkRows: 1, windowChunks: 1 } });
    const { upload } = await pipeline.preview(FILE);
    const trial = jobOf(await pipeline.start(upload.id, { first: 3 }));
    await planJob(pipeline.worker, { jobId: trial.id });
    await pipeline.hear(pipeline.rung.find(([queue]) => queue === "process-chunk")!);
    await cancelJob(pipeline.caller, { jobId: trial.id });
    pipeline.rung.length = 0;
    const whole = await pipeline.run(jobOf(await pipeline.start(upload.id)));
    expect(whole).toMatchObject({ counts: { owned: 1 }, credits: { captured: 1 } });
  });

  test("that was refunded a row is not taken for it: the row is asked for and paid again", async () => {
    const pipeline = await createPipeline(database);
    const { upload } = await pipeline.preview("email\nvalid1@e.test\nvalid2@e.test\n");
    await pipeline.run(jobOf(await pipeline.start(upload.id, { first: 1 })));
    const bounce = { email: "valid1@e.test", dsn: "550 5.1.1", received_at: new Date().toISOString() };
    expect(await reportBounce(pipeline.caller, { bounce, windowDays: 30 })).toMatchObject({
      answer: { status: "refunded" },
    });
    const whole = await pipeline.run(jobOf(await pipeline.start(upload.id)));
    expect(whole).toMatchObject({ counts: { owned: 0 }, credits: { captured: 2 } });
  });

  test("of an enrichment pays for people once as well: they are the organization's by then", async () => {
    const found = async (input: string) => ({
      input,
      address: input,
      verdict: { status: "valid", reason: "because" } as const,
      flags: {},
      checkedAt: new Date(),
      evidence: [],
    });
    const pipeline = await createPipeline(database, { verify: found });
    const people = "Name;E-Mail\nAda Lovelace;valid1@c.test\nGrace Hopper;valid2@c.test\n";
    const { upload } = await pipeline.preview(people, { kind: "enrich" });
    const trial = await pipeline.run(jobOf(await pipeline.start(upload.id, { kind: "enrich", first: 1 })));
    expect(trial.credits.captured).toBe(1);
    expect(await pipeline.preview(people, { kind: "enrich" })).toMatchObject({
      upload: { id: upload.id },
      rows: { billable: 1, owned: 1 },
      quote: { max: 1 },
    });
    const whole = await pipeline.run(jobOf(await pipeline.start(upload.id, { kind: "enrich" })));
    expect(whole.credits).toMatchObject({ captured: 1, released: 1 });
    const listed = await listRows(pipeline.caller, { jobId: whole.id, limit: 10 });
    expect(listed).toMatchObject({
      page: { data: [{ charge: { credits: 0, basis: "owned" } }, { charge: { credits: 1 } }] },
    });
  });

  test("has the lines of the file that its rows begin on", async () => {
    const pipeline = await createPipeline(database);
    const { upload } = await pipeline.preview('email\n\n"valid1@d.test\n"\nvalid2@d.test\n');
    jobOf(await pipeline.start(upload.id, { first: 2, ...JobOptions.parse({ kind: "verify" }) }));
    const { job_number: number } = await uploadRow(upload.id);
    const { rows } = await sql<{ lines: number[] }>`
      select array_agg(r.line order by r.row) as lines from job_rows r join jobs j on j.number = r.job_number
      where j.upload_id = ${upload.id} and j.trial`.execute(database.kysely);
    expect(rows[0]?.lines).toEqual([3, 5]);
    expect(await rowsUnder(number)).toBe(2);
  });
});
