import { refund, reserve, settleReservation } from "@winnow/credits";
import { createTestDatabase, type TestDatabase } from "@winnow/testing";
import Papa from "papaparse";
import { afterAll, beforeAll, expect, test } from "vitest";
import { auditWallet } from "#credit/audit.ts";
import { listWalletEntries } from "#credit/entries.ts";
import { grantCredits } from "#credit/grant.ts";
import { exportStatementCsv } from "#credit/statement-csv.ts";
import { readUsage } from "#usage/read.ts";
import { readWallet } from "#credit/wallet.ts";
import { contextOf, signUpOrganization } from "#organization/fixture/signed-up.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

/** An organization whose test wallet was granted 50, spent 3, got 2 released, and 1 of the 3 refunded. */
async function withHistory() {
  const signedUp = await signUpOrganization(database);
  const { organizationId } = signedUp.test.actor;
  const reserved = await reserve(database.kysely, {
    organizationId,
    mode: "test",
    jobId: null,
    amountMillicredits: 5000,
    idempotencyKey: "reserve",
  });
  if (reserved.outcome !== "reserved") throw new Error(reserved.outcome);
  const settled = await settleReservation(database.kysely, {
    reservationId: reserved.reservationId,
    subject: "chunk:0",
    captureMillicredits: 3000,
    release: { amountMillicredits: 2000, reasons: { invalid: 1000, unknown: 1000 } },
    idempotencyKey: "settle",
  });
  if (settled.outcome !== "posted" || settled.captureEntryId === null) throw new Error(settled.outcome);
  await refund(database.kysely, {
    captureEntryId: settled.captureEntryId,
    subject: "row:1",
    amountMillicredits: 1000,
    idempotencyKey: "refund",
  });
  return signedUp;
}

test("the wallet is shown in credits, per mode", async () => {
  const { live, test: context } = await withHistory();
  expect(await readWallet(context)).toEqual({
    mode: "test",
    granted: 50,
    available: 48,
    reserved: 0,
    spent: 2,
  });
  expect(await readWallet(live)).toEqual({ mode: "live", granted: 5, available: 5, reserved: 0, spent: 0 });
});

test("the statement is read page by page, newest first, and its pages do not shift while entries are added", async () => {
  const { test: context } = await withHistory();
  const first = await listWalletEntries(context, { limit: 2 });
  if (first.outcome !== "listed") throw new Error(first.outcome);
  expect(first.page.data.map(({ kind, credits }) => [kind, credits])).toEqual([
    ["refund", 1],
    ["release", 2],
  ]);
  expect(first.page).toMatchObject({
    has_more: true,
    data: [{ subject: "row:1" }, { reasons: { invalid: 1, unknown: 1 } }],
  });
  await grantCredits(
    { ...context, actor: { type: "operator" } },
    { organization_id: context.actor.organizationId, mode: "test", credits: 1 },
  );
  const cursor = first.page.next_cursor ?? "";
  const second = await listWalletEntries(context, { limit: 10, cursor });
  if (second.outcome !== "listed") throw new Error(second.outcome);
  expect(second.page.data.map(({ kind }) => kind)).toEqual(["capture", "reserve", "grant"]);
  expect(second.page).toMatchObject({ has_more: false, next_cursor: null });
});

test("a cursor that is not ours is refused", async () => {
  const { test: context } = await withHistory();
  const forged = [1, "007", "9".repeat(20), "1;"].map((text) =>
    Buffer.from(`entry:${text}`).toString("base64url"),
  );
  for (const cursor of ["", "x", "\0", `${forged[0]}=`, ...forged.slice(1)]) {
    expect(await listWalletEntries(context, { limit: 1, cursor })).toEqual({ outcome: "invalid_cursor" });
  }
  expect(await listWalletEntries(context, { limit: 1, cursor: forged[0] })).toMatchObject({
    outcome: "listed",
  });
});

test("the statement as CSV has every entry", async () => {
  const { test: context } = await withHistory();
  const blocks = await Array.fromAsync(exportStatementCsv(context));
  const { data, errors } = Papa.parse<Record<string, string>>(blocks.join(""), {
    header: true,
    skipEmptyLines: true,
  });
  expect(errors).toEqual([]);
  expect(data.map(({ kind, credits, reasons }) => [kind, credits, reasons])).toEqual([
    ["refund", "1", ""],
    ["release", "2", "invalid=1 unknown=1"],
    ["capture", "3", ""],
    ["reserve", "5", ""],
    ["grant", "50", ""],
  ]);
});

/** Gives the wallet a credit without an entry, which only a superuser can, by turning the constraints off. */
async function corruptWallet({ organizationId, mode }: { organizationId: string; mode: string }) {
  const connection = await database.pool.connect();
  try {
    await connection.query("begin");
    await connection.query("set local session_replication_role = replica");
    await connection.query(
      `update wallets set granted = granted + 1000, available = available + 1000
       where organization_id = $1 and mode = $2`,
      [organizationId, mode],
    );
    await connection.query("commit");
  } finally {
    connection.release();
  }
}

test("the audit agrees with a true ledger and names what is wrong with a false one", async () => {
  const { test: context } = await withHistory();
  expect(await auditWallet(context)).toEqual({
    ok: true,
    version: 5,
    wallet: { mode: "test", granted: 50, available: 48, reserved: 0, spent: 2 },
    entries: { granted: 50, available: 48, reserved: 0, spent: 2, count: 5 },
    problems: [],
  });
  await corruptWallet(context.actor);
  const broken = await auditWallet(context);
  expect(broken.ok).toBe(false);
  expect(broken.problems).not.toEqual([]);
});

test("usage sums what was captured, released, refunded and granted, and counts from a day on", async () => {
  const { test: context } = await withHistory();
  expect(await readUsage(context, {})).toEqual({
    mode: "test",
    from: null,
    jobs: 0,
    rows: 0,
    credits: { captured: 3, released: 2, refunded: 1, granted: 50 },
    by_email_status: {},
    wallet: await readWallet(context),
  });
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
  expect(await readUsage(context, { from: tomorrow })).toMatchObject({
    from: tomorrow,
    credits: { captured: 0, released: 0, refunded: 0, granted: 0 },
  });
});

async function insertJob(
  { organizationId, mode }: { organizationId: string; mode: "live" | "test" },
  job: { id: string; status: "held" | "running" | "completed"; tally?: Record<string, number> },
) {
  const { rows } = await database.pool.query<{ number: number }>(
    `insert into jobs (id, organization_id, mode, kind, status, source, charge_on, on_insufficient, max_wait_seconds,
       submitted, pending, tally, ended_at)
     values ($1, $2, $3, 'verify', $4, '{"format":"json"}', '{valid}', 'hold', 0, 7, 0, $5,
       case when $4 = 'completed' then now() end) returning number`,
    [job.id, organizationId, mode, job.status, JSON.stringify(job.tally ?? {})],
  );
  return rows[0]!.number;
}

test("usage counts jobs, rows and email statuses: of ended jobs from their tally, of running ones with their chunks", async () => {
  const { live, test: context } = await signUpOrganization(database);
  const ended = await insertJob(context.actor, {
    id: "job_a1",
    status: "completed",
    tally: { "email.valid": 4, "status.found": 4 },
  });
  const running = await insertJob(context.actor, {
    id: "job_a2",
    status: "running",
    tally: { "email.invalid": 1 },
  });
  await insertJob(live.actor, { id: "job_a3", status: "completed", tally: { "email.valid": 100 } });
  await database.pool.query(
    `insert into chunks (job_number, number, rows, state, tally) values
      ($1, 0, '{1}', 'done', '{"email.valid": 2, "email.unknown": 1}'), ($1, 1, '{2}', 'pending', null),
      ($2, 0, '{1}', 'done', '{"email.valid": 4}')`,
    [running, ended],
  );
  expect(await readUsage(context, {})).toMatchObject({
    jobs: 2,
    rows: 14,
    by_email_status: { valid: 6, invalid: 1, unknown: 1 },
  });
});

test("a grant is posted once per reference, and wakes the held jobs of that wallet only", async () => {
  const { answer, live, test: context } = await signUpOrganization(database);
  await insertJob(context.actor, { id: "job_held1", status: "held" });
  await insertJob(context.actor, { id: "job_running", status: "running" });
  await insertJob(live.actor, { id: "job_held2", status: "held" });
  const operator = { ...contextOf(database), actor: { type: "operator" as const } };
  const input = {
    organization_id: answer.organization.id,
    mode: "test" as const,
    credits: 7,
    reference: "inv-1",
  };
  const granted = await grantCredits(operator, input);
  expect(granted).toMatchObject({
    outcome: "granted",
    answer: { replayed: false, wallet: { granted: 57, available: 57 } },
  });
  expect(operator.rung).toEqual([["plan-job", { jobId: "job_held1" }]]);
  expect(await grantCredits(operator, input)).toMatchObject({
    answer: { replayed: true, wallet: { granted: 57 } },
  });
  expect(await grantCredits(operator, { ...input, credits: 8 })).toEqual({ outcome: "reference_reused" });
  expect(await grantCredits(operator, { ...input, reference: "inv-2" })).toMatchObject({
    answer: { replayed: false, wallet: { granted: 64 } },
  });
});

test("a grant to an unknown organization is refused", async () => {
  const operator = { ...contextOf(database), actor: { type: "operator" as const } };
  expect(await grantCredits(operator, { organization_id: "org_nobody", mode: "live", credits: 1 })).toEqual({
    outcome: "not_found",
  });
});
