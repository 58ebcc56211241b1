import { createTestDatabase, type TestDatabase } from "@winnow/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { planJob } from "#job/plan.ts";
import { createPipeline, verificationOf } from "#job/fixture/pipeline.ts";
import { listRows } from "#job/results.ts";
import { addSuppressions } from "#suppression/add.ts";
import { findSuppressed } from "#suppression/find.ts";
import { suppressionValue } from "#suppression/value.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

type Pipeline = Awaited<ReturnType<typeof createPipeline>>;
const suppress = ({ caller }: Pipeline, kind: "email" | "domain", value: string) =>
  addSuppressions(caller, { suppressions: [{ kind, value }] });
async function statuses({ caller }: Pipeline, jobId: string) {
  const listed = await listRows(caller, { jobId, limit: 20 });
  if (listed.outcome !== "listed") throw new Error(listed.outcome);
  return listed.page.data.map(({ status, reason }) => [status, reason]);
}

test.each([
  ["email", " Ada@Acme.TEST ", "ada@acme.test"],
  ["email", "jürgen@müller.test", "jürgen@xn--mller-kva.test"],
  ["email", "ada@localhost", undefined],
  ["email", "acme.test", undefined],
  ["domain", "@Acme.test", "acme.test"],
  ["domain", "acme.test.", "acme.test"],
  ["domain", "müller.test", "xn--mller-kva.test"],
  ["domain", "https://acme.test", undefined],
  ["domain", "test", undefined],
  ["domain", "", undefined],
] as const)("the %s %j is kept as %j", (kind, text, value) => {
  expect(suppressionValue(kind, text)).toBe(value);
});

test("a domain covers those below it, and no other that ends alike", async () => {
  const pipeline = await createPipeline(database);
  await suppress(pipeline, "domain", "acme.test");
  const job = await pipeline.submit("email\nvalid@acme.test\nvalid@mail.acme.test\nvalid@notacme.test");
  await planJob(pipeline.worker, { jobId: job.id });
  expect(await statuses(pipeline, job.id)).toEqual([
    ["suppressed", "domain_suppressed"],
    ["suppressed", "domain_suppressed"],
    ["pending", null],
  ]);
  const { organizationId } = pipeline.caller.actor;
  const asked = ["a@mail.acme.test", "a@acme.test.example"];
  expect([...(await findSuppressed(database.kysely, organizationId, asked))]).toEqual(["a@mail.acme.test"]);
});

test("what others suppress is no matter of ours", async () => {
  const [ours, theirs] = [await createPipeline(database), await createPipeline(database)];
  await suppress(theirs, "email", "valid@free.test");
  const job = await ours.run(await ours.submit("email\nvalid@free.test"));
  expect(job.credits).toMatchObject({ captured: 1 });
});

test("a suppressed email that a provider finds is neither shown nor billed", async () => {
  const pipeline = await createPipeline(database, {
    enrich: () => ({ email: verificationOf("valid@found.test"), attempts: [] }),
  });
  await suppress(pipeline, "email", "valid@found.test");
  const csv = "first name,last name,company website\nAda,Lovelace,found.test";
  const job = await pipeline.run(await pipeline.submit(csv, { kind: "enrich" }));
  expect(job.credits).toEqual({ reserved: 0, captured: 0, released: 1, refunded: 0 });
  expect(await statuses(pipeline, job.id)).toEqual([["suppressed", "email_suppressed"]]);
  const stored = await database.kysely
    .selectFrom("results")
    .selectAll()
    .where("status", "=", "suppressed")
    .execute();
  expect(JSON.stringify(stored)).not.toContain("valid@found.test");
});

test("a suppression that comes between planning and work holds", async () => {
  const pipeline = await createPipeline(database);
  const job = await pipeline.submit("email\nvalid@late.test");
  await planJob(pipeline.worker, { jobId: job.id });
  await suppress(pipeline, "domain", "late.test");
  await pipeline.drain();
  expect((await pipeline.read(job)).credits).toMatchObject({ captured: 0, released: 1 });
  expect(await statuses(pipeline, job.id)).toEqual([["suppressed", "email_suppressed"]]);
});
