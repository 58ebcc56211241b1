import type { SessionOutcome } from "@winnow/contracts";
import { createTestDatabase, type TestDatabase } from "@winnow/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createPipeline, verificationOf } from "#job/fixture/pipeline.ts";
import { createProviderBudget } from "#mail-provider/budget.ts";
import { measureMailProviders } from "#mail-provider/figures.ts";
import { forgetMailProviders } from "#mail-provider/forget.ts";
import { listMailProviders } from "#mail-provider/list.ts";
import { pauseMailProvider } from "#mail-provider/pause.ts";
import { resumeMailProvider } from "#mail-provider/resume.ts";
import { contextOf } from "#organization/fixture/signed-up.ts";
import type { Verification } from "#ports/verifier.ts";
import { sweep } from "#sweep/sweep.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(() =>
  database.pool.query(`
    truncate mail_provider_budgets, mail_provider_pauses, mail_provider_grants, mail_provider_counts`),
);

const operator = () => ({ ...contextOf(database), actor: { type: "operator" } as const });
const budget = (mode: "live" | "test" = "test") => createProviderBudget(operator(), { mode });
const pause = (provider: string, options: { minutes?: number; reason?: string } = {}) =>
  pauseMailProvider(operator(), { provider, mode: "test", minutes: 60, ...options });
const resume = (provider: string) => resumeMailProvider(operator(), { provider, mode: "test" });
const list = async (query: Partial<Parameters<typeof listMailProviders>[1]> = {}) =>
  (await listMailProviders(operator(), { limit: 100, ...query })).data;

const CALM: SessionOutcome = { recipients: 3, throttled: false, blocked: false };
const THROTTLED: SessionOutcome = { ...CALM, throttled: true, reply: "421 4.7.0 too many\0 connections" };

async function session(provider: string, outcome: SessionOutcome = CALM, egress = "default") {
  const grant = await budget().acquire({ provider, egress, recipients: 3, sessionsMax: 4 });
  if (!grant.granted) throw new Error(grant.reason);
  await grant.release(outcome);
}

/** Verifies what the budget of its domain lets through. */
async function verifyWithinBudget(input: string): Promise<Verification> {
  const provider = input.split("@")[1] ?? "";
  const grant = await budget().acquire({ provider, egress: "default", recipients: 1, sessionsMax: 4 });
  if (grant.granted) {
    await grant.release({ ...CALM, recipients: 1 });
    return verificationOf(input);
  }
  return {
    ...verificationOf(input),
    verdict: { status: "unknown", reason: "rate_limited" },
    deferral: { cause: "rate_limited", retryAfterSeconds: grant.retryAfterMs / 1000, awaits: provider },
  };
}

test("rows of a paused provider wait, and go on at once when it is resumed; others are not held up", async () => {
  const pipeline = await createPipeline(database, { verify: verifyWithinBudget });
  await session("google");
  await session("yahoo");
  expect(await pause("google", { reason: "asked to slow down" })).toMatchObject({
    outcome: "paused",
    providers: [
      { provider: "google", state: "paused", pause: { by: "operator", reason: "asked to slow down" } },
    ],
  });
  await pause("yahoo");
  const job = await pipeline.submit("email\nvalid1@google\nvalid2@google\nvalid@yahoo\nvalid@other");
  await pipeline.run(job);
  expect(await pipeline.read(job)).toMatchObject({ status: "running", counts: { pending: 3 } });
  expect(await list({ state: "paused" })).toMatchObject([
    { provider: "google", rows_waiting: 2 },
    { provider: "yahoo", rows_waiting: 1 },
  ]);
  expect(await measureMailProviders(database.kysely)).toMatchObject({ paused: 2, rowsWaiting: 3 });
  await sweep(pipeline.worker);
  expect(pipeline.rung).toEqual([]);

  expect(await resume("google")).toMatchObject({
    outcome: "resumed",
    answer: { rows: 2, data: [{ provider: "google", state: "running", pause: null }] },
  });
  await sweep(pipeline.worker);
  expect(pipeline.rung.map(([queue]) => queue)).toEqual(["recheck-rows"]);
  await pipeline.drain();
  expect(await pipeline.read(job)).toMatchObject({ counts: { pending: 1, by_email_status: { valid: 3 } } });
  await resume("yahoo");
  await sweep(pipeline.worker);
  await pipeline.drain();
  expect(await pipeline.read(job)).toMatchObject({
    status: "completed",
    credits: { captured: 4, reserved: 0 },
  });
  expect(await list()).toMatchObject([{ rows_waiting: 0 }, { rows_waiting: 0 }, { rows_waiting: 0 }]);
});

test("a job whose max_wait is over does not wait for a pause any longer", async () => {
  const pipeline = await createPipeline(database, { verify: verifyWithinBudget });
  await session("google");
  await pause("google", { minutes: 43_200 });
  const job = await pipeline.submit("email\nvalid@google", { max_wait: 600 });
  await pipeline.run(job);
  const due = await database.pool.query<{ wait: number }>(
    "select extract(epoch from due_at - now())::float8 as wait from chunks where awaits = 'google' and state = 'pending'",
  );
  expect(due.rows[0]?.wait).toBeGreaterThan(590);
  expect(due.rows[0]?.wait).toBeLessThanOrEqual(600);
  await sql`update chunks set due_at = now(), deferred_since = now() - interval '10 minutes' where awaits = 'google'`.execute(
    database.kysely,
  );
  await sweep(pipeline.worker);
  await pipeline.drain();
  expect(await pipeline.read(job)).toMatchObject({
    status: "completed",
    counts: { by_email_status: { unknown: 1 } },
    credits: { captured: 0, released: 1 },
  });
});

test("the operator's pause holds at every egress address of its mode, whatever the sessions that end say", async () => {
  const ask = { provider: "google", recipients: 3, sessionsMax: 4 };
  const open = await budget().acquire({ ...ask, egress: "default" });
  await session("google", CALM, "203.0.113.7");
  await pause("google", { minutes: 90 });
  if (!open.granted) throw new Error(open.reason);
  await open.release({ ...THROTTLED, retryAfterSeconds: 60 });
  for (const egress of ["default", "203.0.113.7", "198.51.100.9"]) {
    const refusal = await budget().acquire({ ...ask, egress });
    if (refusal.granted) throw new Error(`${egress} is asked`);
    expect(refusal.reason).toBe("paused");
    expect(refusal.retryAfterMs / 60_000).toBeCloseTo(90, 0);
  }
  expect(await budget("live").acquire({ ...ask, egress: "default" })).toMatchObject({ granted: true });
  // Another pause takes its place, a shorter one too.
  await pause("google", { minutes: 1 });
  expect(await budget().acquire({ ...ask, egress: "default" })).not.toMatchObject({ granted: true });
  expect((await list({ provider: "google", state: "paused" })).map(({ mode }) => mode)).toEqual([
    "test",
    "test",
    "test",
  ]);
  await resume("google");
  expect(await budget().acquire({ ...ask, egress: "default" })).toMatchObject({ granted: true });
});

test("trouble is listed first, with the reply that caused it, and what happened in the last hour", async () => {
  await session("busy");
  await session("busy");
  await session("quiet");
  await session("blocking", {
    ...CALM,
    blocked: true,
    reply: "550 5.7.1 <ada.lovelace@acme.test>: not today",
  });
  await session("slowed", THROTTLED);
  await session("stopped", THROTTLED);
  await session("stopped", THROTTLED);
  const listed = await list();
  expect(listed.map(({ provider, state }) => [provider, state])).toEqual([
    ["stopped", "paused"],
    ["slowed", "throttled"],
    ["busy", "running"],
    ["blocking", "running"],
    ["quiet", "running"],
  ]);
  expect(listed[0]).toMatchObject({
    pause: { by: "throttling", reason: "421 4.7.0 too many connections" },
    sessions: { open: 0, window: 1, max: 4 },
    last_hour: { sessions: 2, asked: 6, throttled: 2, blocked: 0 },
  });
  expect(listed[3]).toMatchObject({
    last_reply: "550 5.7.1 <…@acme.test>: not today",
    last_hour: { blocked: 1 },
  });
  const first = await listMailProviders(operator(), { limit: 2 });
  expect(first).toMatchObject({ has_more: true, data: [{ provider: "stopped" }, { provider: "slowed" }] });
  expect(await measureMailProviders(database.kysely)).toMatchObject({ paused: 1, throttled: 3, blocked: 1 });

  // Resuming ends a pause by throttling, too.
  await resume("stopped");
  expect((await list({ provider: "stopped" }))[0]).toMatchObject({ pause: null, sessions: { window: 1 } });
  await session("stopped");
});

test("a provider that was never contacted can be neither paused nor resumed", async () => {
  await session("google");
  expect(await pause("gogle")).toEqual({ outcome: "not_found" });
  expect(await resume("gogle")).toEqual({ outcome: "not_found" });
  expect(await list({ provider: "gogle" })).toEqual([]);
});

test("what is over is forgotten, and what still holds is not", async () => {
  for (const provider of ["old", "held", "stopped", "new"]) await session(provider);
  await pause("held", { minutes: 43_200 });
  await session("stopped", THROTTLED);
  await session("stopped", { ...THROTTLED, retryAfterSeconds: 86_400 });
  await budget().acquire({ provider: "new", egress: "default", recipients: 1, sessionsMax: 4 });
  await sql`update mail_provider_budgets set used_at = now() - interval '8 days' where provider <> 'new'`.execute(
    database.kysely,
  );
  await sql`update mail_provider_counts set since = since - interval '2 days' where provider = 'old'`.execute(
    database.kysely,
  );
  await forgetMailProviders(operator());
  expect((await list()).map(({ provider }) => provider).toSorted()).toEqual(["held", "new", "stopped"]);
  const { rows } = await database.pool.query<{ provider: string }>(
    "select distinct provider from mail_provider_counts",
  );
  expect(rows.map(({ provider }) => provider)).not.toContain("old");
  expect((await list({ provider: "new" }))[0]?.sessions.open).toBe(1);
});
