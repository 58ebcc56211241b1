import type { WebhookEvent } from "@winnow/contracts";
import { createTestDatabase, type TestDatabase } from "@winnow/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { planJob } from "#job/plan/plan.ts";
import { createPipeline, verificationOf } from "#job/fixture/pipeline.ts";
import { completeContact } from "#person/present.ts";
import { eraseContact } from "#directory/erase.ts";
import { addSuppressions } from "#suppression/add.ts";
import { findSuppressed } from "#suppression/find.ts";
import { removeSuppression } from "#suppression/remove.ts";
import { suppressionValue } from "#suppression/value.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

const lovelace = { first_name: "Ada", last_name: "Lovelace", domain: "engines.test" };

type Pipeline = Awaited<ReturnType<typeof createPipeline>>;
const suppress = ({ caller }: Pipeline, kind: "email" | "domain" | "person", value: string) =>
  addSuppressions(caller, { suppressions: [{ kind, value }] });
async function statuses(pipeline: Pipeline, jobId: string) {
  return (await pipeline.rowsOf(jobId)).map(({ status, reason }) => [status, reason]);
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
  ["person", "https://www.LinkedIn.com/in/Ada/", "linkedin:linkedin.com/in/ada"],
  ["person", "Ada Lovelace|www.acme.test", "person:ada lovelace|acme.test"],
  ["person", "Ada Lovelace | Acme GmbH", "person:ada lovelace|acme"],
  ["person", "person:ada lovelace|acme.test", "person:ada lovelace|acme.test"],
  ["person", "Ada Lovelace", undefined],
  ["person", "Ada|acme.test", undefined],
  ["person", "a b|c|d", undefined],
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
  const asked = [["email:a@mail.acme.test"], ["email:a@acme.test.example"], [], ["domain:acme.test"]];
  expect([...(await findSuppressed(database.kysely, organizationId, asked))].toSorted()).toEqual([0, 3]);
});

test("what another organization suppresses has no effect", async () => {
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

test("who is suppressed after the row had its result is not sent to callbacks", async () => {
  const pipeline = await createPipeline(database, { settings: { chunkRows: 1 } });
  const job = await pipeline.submit("email\nvalid@early.test\nvalid@late.test", {
    callback_url: "https://crm.test/hook",
  });
  await planJob(pipeline.worker, { jobId: job.id });
  const [first, ...rest] = pipeline.rung.splice(0);
  await pipeline.hear(first!);
  await suppress(pipeline, "email", "valid@early.test");
  pipeline.rung.push(...rest);
  await pipeline.drain();
  expect(await pipeline.read(job)).toMatchObject({ status: "completed", credits: { captured: 2 } });
  const page = pipeline.posted.map(({ body }) => JSON.parse(body) as WebhookEvent);
  expect(page.find(({ type }) => type === "rows.batch")).toMatchObject({
    data: {
      rows: [
        { status: "suppressed", reason: "email_suppressed", email: null, charge: { credits: 1 } },
        { status: "verified", email: { address: "valid@late.test" } },
      ],
    },
  });
});

test("a suppressed person is set aside however a row names them, and whatever a provider finds", async () => {
  const found = {
    email: verificationOf("valid@engines.test"),
    contact: completeContact(lovelace),
    attempts: [],
  };
  const pipeline = await createPipeline(database, { enrich: () => found });
  await suppress(pipeline, "person", "Ada Lovelace|engines.test");
  const csv = "name,company website,linkedin\nAda Lovelace,engines.test,\nA. King,,linkedin.com/in/ada-king";
  const job = await pipeline.run(await pipeline.submit(csv, { kind: "enrich" }));
  expect(job.credits).toMatchObject({ captured: 0 });
  expect(await statuses(pipeline, job.id)).toEqual([
    ["suppressed", "person_suppressed"],
    ["suppressed", "email_suppressed"],
  ]);
});

test("what the operator suppresses holds for every organization, and only the operator takes it back", async () => {
  const pipeline = await createPipeline(database);
  const operator = { ...pipeline.caller, actor: { type: "operator" } as const };
  const added = await addSuppressions(operator, {
    suppressions: [{ kind: "domain", value: "everywhere.test" }],
  });
  const job = await pipeline.run(await pipeline.submit("email\nvalid@everywhere.test"));
  expect(job.credits).toMatchObject({ captured: 0 });
  const suppressionId = added.outcome === "added" ? added.answer.data[0]!.id : "";
  expect(await removeSuppression(pipeline.caller, { suppressionId })).toEqual({ outcome: "not_found" });
  expect(await removeSuppression(operator, { suppressionId })).toEqual({ outcome: "removed" });
});

test("an erased person is not handed out when a provider knows them; their address may still be verified", async () => {
  const found = {
    email: verificationOf("valid@gone.test"),
    contact: completeContact(lovelace),
    attempts: [],
  };
  const pipeline = await createPipeline(database, { enrich: () => found });
  await eraseContact(pipeline.caller, { first_name: "Ada", last_name: "Lovelace", domain: "engines.test" });
  const enriched = await pipeline.run(
    await pipeline.submit("name,company website\nA. King,engines.test", { kind: "enrich" }),
  );
  expect(await statuses(pipeline, enriched.id)).toEqual([["suppressed", "email_suppressed"]]);
  await eraseContact(pipeline.caller, { email: "valid@gone.test" });
  const verified = await pipeline.run(await pipeline.submit("email\nvalid@gone.test"));
  expect(verified.credits).toMatchObject({ captured: 1 });
});
