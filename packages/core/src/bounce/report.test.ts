import { createTestDatabase, type TestDatabase } from "@winnow/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listBounces } from "#bounce/list.ts";
import { reportBounce } from "#bounce/report.ts";
import { readWallet } from "#credit/wallet.ts";
import { createPipeline } from "#job/fixture/pipeline.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

const DAY_MS = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();

/** An organization that paid for three addresses, and for one of them twice. */
async function withPaidRows() {
  const pipeline = await createPipeline(database);
  await pipeline.run(
    await pipeline.submit("email\nvalid@a.test\ncatch_all@a.test\nvalid@xn--bcher-kva.test\ninvalid@a.test"),
  );
  const report = async (email: string, dsn = "550 5.1.1 no such user", receivedAt = inDays(1)) => {
    const reported = await reportBounce(pipeline.caller, {
      bounce: { email, dsn, received_at: receivedAt },
      windowDays: 30,
    });
    return reported.outcome === "decided" ? reported.answer : reported.outcome;
  };
  return { pipeline, report };
}

test("a hard bounce in time refunds the credit, once", async () => {
  const { pipeline, report } = await withPaidRows();
  expect(await readWallet(pipeline.caller)).toMatchObject({ available: 47, spent: 3 });
  const first = await report("Valid@A.test");
  expect(first).toEqual({ status: "refunded", entry: expect.stringMatching(/^ent_/) });
  expect(await report("valid@a.test", "5.1.1", inDays(2))).toEqual({
    ...(first as object),
    status: "already_refunded",
  });
  expect(await readWallet(pipeline.caller)).toMatchObject({ available: 48, spent: 2 });
  const [refund] = await database.kysely
    .selectFrom("entries")
    .select(["kind", "subject"])
    .where("id", "=", (first as { entry: string }).entry)
    .execute();
  expect(refund).toEqual({ kind: "refund", subject: "row:1" });
  expect(await pipeline.problems()).toEqual([]);
});

test("twenty reports at once refund once", async () => {
  const { pipeline, report } = await withPaidRows();
  const answers = await Promise.all(Array.from({ length: 20 }, () => report("catch_all@a.test")));
  const statuses = answers.map((answer) => (typeof answer === "string" ? answer : answer.status));
  expect(statuses.filter((status) => status === "refunded")).toHaveLength(1);
  expect(statuses.filter((status) => status === "already_refunded")).toHaveLength(19);
  expect(await readWallet(pipeline.caller)).toMatchObject({ available: 48, spent: 2 });
});

test("an address that was paid for twice is refunded for the latest check before each bounce", async () => {
  const { pipeline, report } = await withPaidRows();
  await pipeline.run(await pipeline.submit("email\nvalid@a.test"));
  expect(await readWallet(pipeline.caller)).toMatchObject({ spent: 4 });
  expect(await report("valid@a.test")).toMatchObject({ status: "refunded" });
  expect(await report("valid@a.test")).toMatchObject({ status: "already_refunded" });
  expect(await readWallet(pipeline.caller)).toMatchObject({ spent: 3 });
});

test("a bounce whose date has whole seconds may be of the very second of the payment", async () => {
  const { pipeline, report } = await withPaidRows();
  const checked = await database.kysely
    .updateTable("results")
    .set({ checked_at: new Date("2026-11-26T10:00:00.600Z") })
    .where("email", "=", "catch_all@a.test")
    .where("job_number", "in", (jobs) =>
      jobs
        .selectFrom("jobs")
        .select("number")
        .where("organization_id", "=", pipeline.caller.actor.organizationId),
    )
    .executeTakeFirstOrThrow();
  expect(checked.numUpdatedRows).toBe(1n);
  const at = (second: string) => report("catch_all@a.test", "5.1.1", `2026-11-26T10:00:${second}Z`);
  expect(await at("00.599")).toMatchObject({ status: "not_owned" });
  expect(await at("00")).toMatchObject({ status: "refunded" });
});

test("an international domain is found in either form", async () => {
  const { report } = await withPaidRows();
  expect(await report("valid@bücher.test")).toMatchObject({ status: "refunded" });
});

test.each([
  ["soft_bounce", "valid@a.test", "452 4.2.2 mailbox full", 1],
  ["outside_window", "valid@a.test", "5.1.1", 31],
  ["not_owned", "valid@a.test", "5.1.1", -1],
  ["not_owned", "invalid@a.test", "5.1.1", 1],
  ["not_owned", "stranger@a.test", "5.1.1", 1],
])("%s: %s, %s, after %i days", async (status, email, dsn, days) => {
  const { pipeline, report } = await withPaidRows();
  expect(await report(email, dsn, inDays(days))).toEqual({ status, entry: null });
  expect(await readWallet(pipeline.caller)).toMatchObject({ available: 47, spent: 3 });
});

test("what another organization paid for is not refunded", async () => {
  await withPaidRows();
  const { report } = await withPaidRows();
  await report("valid@a.test");
  const stranger = await createPipeline(database);
  const reported = await reportBounce(stranger.caller, {
    bounce: { email: "valid@a.test", dsn: "5.1.1", received_at: inDays(1) },
    windowDays: 30,
  });
  expect(reported).toEqual({ outcome: "decided", answer: { status: "not_owned", entry: null } });
});

describe("whole reports", () => {
  const statusOf = (...recipients: readonly string[]) =>
    `Received: from mx.a.test by mx.sender.test with esmtps (Exim 4.94.2); Fri, 20 Nov 2026 07:12:00 +0000
From: MAILER-DAEMON@sender.test
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b

This mail system (Postfix 2.11.3) is sorry.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.sender.test

${recipients.join("\n\n")}

--b
Content-Type: message/rfc822

Subject: ${"reasons to meet ".repeat(100)}

--b--
`;
  const gone = "Final-Recipient: rfc822; valid@a.test\nAction: failed\nStatus: 5.1.1";
  const spam =
    "Final-Recipient: rfc822; catch_all@a.test\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550 5.7.1 spam";

  test("only a mailbox that does not exist is refunded, whatever versions the report names", async () => {
    const { pipeline, report } = await withPaidRows();
    const dsn = statusOf(spam, gone);
    expect(await report("catch_all@a.test", dsn)).toEqual({ status: "soft_bounce", entry: null });
    expect(await readWallet(pipeline.caller)).toMatchObject({ available: 47, spent: 3 });
    expect(await report("valid@a.test", dsn)).toMatchObject({ status: "refunded" });
    expect(await readWallet(pipeline.caller)).toMatchObject({ available: 48, spent: 2 });
  });

  test("of a long one the part that decided is kept, and can be stored", async () => {
    const { pipeline, report } = await withPaidRows();
    const status = Buffer.from(`${gone}\nDiagnostic-Code: smtp; 550 \0 ${"gone ".repeat(400)}`).toString(
      "base64",
    );
    const long = statusOf().replace(
      "\n\nReporting-MTA",
      `\nContent-Transfer-Encoding: base64\n\n${status}\n--b\n`,
    );
    await report("valid@a.test", statusOf(gone));
    await report("valid@a.test", long);
    const listed = await listBounces(pipeline.caller, { limit: 10 });
    if (listed.outcome !== "listed") throw new Error(listed.outcome);
    const [second, first] = listed.page.data;
    expect(first?.dsn).toBe(gone);
    expect(second?.dsn).toHaveLength(1_000);
    expect(second?.dsn.startsWith(`${gone}\nDiagnostic-Code: smtp; 550 \uFFFD gone`)).toBe(true);
  });
});

test("a report without a status code decides nothing", async () => {
  const { pipeline, report } = await withPaidRows();
  expect(await report("valid@a.test", "it came back")).toBe("unreadable_dsn");
  const listed = await listBounces(pipeline.caller, { limit: 10 });
  expect(listed).toMatchObject({ outcome: "listed", page: { data: [] } });
});

test("each decision can be looked up, newest first, page by page", async () => {
  const { pipeline, report } = await withPaidRows();
  await report("valid@a.test");
  await report("catch_all@a.test", "4.2.2");
  const first = await listBounces(pipeline.caller, { limit: 1 });
  if (first.outcome !== "listed") throw new Error(first.outcome);
  expect(first.page).toMatchObject({
    has_more: true,
    data: [{ status: "soft_bounce", dsn: "4.2.2", entry: null }],
  });
  const cursor = first.page.next_cursor ?? "";
  const second = await listBounces(pipeline.caller, { limit: 1, cursor });
  if (second.outcome !== "listed") throw new Error(second.outcome);
  expect(second.page).toMatchObject({
    has_more: false,
    data: [{ status: "refunded", email: "valid@a.test" }],
  });
  expect(await listBounces(pipeline.caller, { limit: 1, cursor: "x" })).toEqual({
    outcome: "invalid_cursor",
  });
});
