import { createTestDatabase, type TestDatabase } from "@winnow/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { reportBounce } from "#bounce/report.ts";
import { showEntry } from "#credit/entry.ts";
import { readWallet } from "#credit/wallet.ts";
import { importContacts } from "#directory/import.ts";
import { createPipeline } from "#job/fixture/pipeline.ts";
import type { Verification } from "#ports/verifier.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

/** An organization that paid for an address whose host then changes its answer. */
async function withChangedMind(address: string, settings: { guaranteeDays?: number } = {}) {
  const verdicts = new Map<string, Verification["verdict"]>();
  const pipeline = await createPipeline(database, { settings });
  const { verifyMany } = pipeline.worker.verifiers.test;
  Object.assign(pipeline.worker.verifiers.test, {
    async *verifyMany(...call: Parameters<typeof verifyMany>): AsyncGenerator<Verification> {
      for await (const one of verifyMany(...call)) {
        yield { ...one, verdict: verdicts.get(one.address) ?? one.verdict };
      }
    },
  });
  await pipeline.run(await pipeline.submit(`email\n${address}`));
  expect(await readWallet(pipeline.caller)).toMatchObject({ available: 49, spent: 1 });
  verdicts.set(address, { status: "invalid", reason: "mailbox_not_found" });
  const again = async () => pipeline.run(await pipeline.submit(`email\n${address}`));
  return { pipeline, again };
}

const events = (organizationId: string) =>
  database.kysely
    .selectFrom("events")
    .select(["type", "job_id", "page"])
    .where("organization_id", "=", organizationId)
    .where("type", "=", "credits.refunded")
    .execute();

test("what was paid for and is found invalid later is refunded once, however many jobs find it", async () => {
  const { pipeline, again } = await withChangedMind("valid@turned.test");
  const { organizationId } = pipeline.caller.actor;
  const job = await again();
  expect(job.credits).toMatchObject({ captured: 0, released: 1 });
  expect(await readWallet(pipeline.caller)).toMatchObject({ available: 50, spent: 0 });
  await again();
  const bounce = { email: "valid@turned.test", dsn: "5.1.1", received_at: new Date().toISOString() };
  const reported = await reportBounce(pipeline.caller, { bounce, windowDays: 30 });
  expect(reported).toMatchObject({ answer: { status: "already_refunded" } });
  expect(await readWallet(pipeline.caller)).toMatchObject({ available: 50, spent: 0 });
  expect(await events(organizationId)).toMatchObject([{ page: 1 }]);
  expect(await pipeline.problems()).toEqual([]);
});

test("after the window, and for what others paid, nothing is refunded", async () => {
  const late = await withChangedMind("valid@late-mind.test", { guaranteeDays: 0 });
  await late.again();
  expect(await readWallet(late.pipeline.caller)).toMatchObject({ available: 49, spent: 1 });
  const stranger = await createPipeline(database);
  await stranger.run(await stranger.submit("email\ninvalid@late-mind.test"));
  expect(await events(stranger.caller.actor.organizationId)).toEqual([]);
});

test("an entry names the rows that it paid for, with the verdict and its evidence; a refund the row that it refunded", async () => {
  const { pipeline, again } = await withChangedMind("valid@proof.test");
  await again();
  const entries = await database.kysely
    .selectFrom("entries")
    .select(["id", "kind"])
    .where("organization_id", "=", pipeline.caller.actor.organizationId)
    .execute();
  const shown = async (kind: string) => {
    const entryId = entries.find((entry) => entry.kind === kind)?.id ?? "";
    return showEntry(pipeline.caller, { entryId });
  };
  const paid = { row: 1, email: "valid@proof.test", status: "valid", credits: 1 };
  expect(await shown("capture")).toMatchObject({
    kind: "capture",
    rows: [{ ...paid, evidence: [{ stage: "rcpt" }] }],
  });
  expect(await shown("refund")).toMatchObject({ kind: "refund", rows: [paid] });
  expect(await shown("grant")).toMatchObject({ rows: [] });
  const stranger = await createPipeline(database);
  expect(await showEntry(stranger.caller, { entryId: entries[0]!.id })).toBeUndefined();
});

test("the directory learns what mail hosts and bounces say; 'unknown' changes nothing, and a sandbox knows no real host", async () => {
  const emails = ["invalid@learn.test", "unknown@learn.test", "valid@learn.test", "invalid@learn.dev"];
  await importContacts(
    { database: database.kysely },
    {
      source: "crm",
      contacts: emails.map((email) => ({
        email,
        email_status: "catch_all" as const,
        verified_at: "2026-01-01T00:00:00.000Z",
      })),
    },
  );
  const pipeline = await createPipeline(database);
  await pipeline.run(await pipeline.submit(["email", ...emails].join("\n")));
  const statuses = async () => {
    const contacts = await database.kysely
      .selectFrom("contacts")
      .select(["email", "email_status", "provenance"])
      .where("email", "in", emails)
      .orderBy("email")
      .execute();
    return contacts.map(({ email, email_status: status, provenance }) => [
      email,
      status,
      provenance["email_status"]?.source,
    ]);
  };
  expect(await statuses()).toEqual([
    ["invalid@learn.dev", "catch_all", "crm"],
    ["invalid@learn.test", "invalid", "verifier"],
    ["unknown@learn.test", "catch_all", "crm"],
    ["valid@learn.test", "valid", "verifier"],
  ]);
  const bounce = {
    email: "valid@learn.test",
    dsn: "5.1.1",
    received_at: new Date(Date.now() + 1_000).toISOString(),
  };
  await reportBounce(pipeline.caller, { bounce, windowDays: 30 });
  expect((await statuses()).at(-1)).toEqual(["valid@learn.test", "invalid", "bounce"]);
});
