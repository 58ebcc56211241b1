import { readEgresses, type EgressAudit, type EgressHealth, type WorkerContext } from "@winnow/core";
import { createLogger } from "@winnow/runtime";
import { createTestDatabase, waitFor, type TestDatabase } from "@winnow/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startEgressWatch, type EgressToWatch } from "#egress-watch.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => {
  await sql`truncate egress_health, workers`.execute(database.kysely);
});

const found = (healthy: EgressHealth): EgressAudit => ({ address: null, healthy, checks: [] });

/** Only the parts of the context that a watch uses. */
function contextOf(): WorkerContext {
  const { kysely, pool } = database;
  const context: Partial<WorkerContext> = {
    database: kysely,
    pool,
    bell: { ring: async () => {} },
    logger: createLogger({ name: "test", level: "silent" }),
    actor: { type: "system" },
  };
  return context as WorkerContext;
}

/** A watch with a short interval that records what it reports. */
function watch(audit: EgressToWatch["audit"], name = "default") {
  const heard: EgressHealth[] = [];
  const egress = {
    name,
    intervalMs: 50,
    audit,
    changed: (healthy: EgressHealth) => void heard.push(healthy),
  };
  return { heard, ...startEgressWatch(contextOf(), egress) };
}

const lives = async (): Promise<number> => {
  const rows = await database.kysely.selectFrom("workers").select("id").execute();
  return rows.length;
};

test("audits regularly, reports the result, and stores it", async () => {
  let healthy: EgressHealth = "no";
  await using one = watch(async () => found(healthy));
  await waitFor("no", () => one.heard.includes("no"));
  await waitFor("it to be stored", async () => (await readEgresses(database.kysely))[0]?.healthy === "no");
  healthy = "yes";
  await waitFor("yes", () => one.heard.at(-1) === "yes");
});

test("of two workers with one egress, one audits at a time, and both receive the result", async () => {
  let atOnce = 0;
  let atOnceMax = 0;
  let audits = 0;
  const audit = async (): Promise<EgressAudit> => {
    audits += 1;
    atOnceMax = Math.max(atOnceMax, (atOnce += 1));
    await new Promise((resolve) => setImmediate(resolve));
    atOnce -= 1;
    return found("no");
  };
  await using one = watch(audit);
  await using other = watch(audit);
  await waitFor("ten audits", () => audits >= 10);
  expect(atOnceMax).toBe(1);
  await waitFor("both", () => one.heard.includes("no") && other.heard.includes("no"));
  expect(await lives()).toBe(2);
});

test("an audit that fails keeps the earlier result, and the next one tries again", async () => {
  let audits = 0;
  await using one = watch(async () => {
    audits += 1;
    if (audits === 2) throw new Error("no such luck");
    return found("no");
  });
  await waitFor("the first", () => one.heard.includes("no"));
  await sql`update egress_health set audit_due_at = now()`.execute(database.kysely);
  await waitFor("the failure", async () => {
    // A failed audit keeps its lease until the time of an audit is over.
    if (audits === 2) await sql`update egress_health set audit_due_at = now()`.execute(database.kysely);
    return audits >= 3;
  });
  expect(one.heard.slice(one.heard.indexOf("no"))).not.toContain("unmeasured");
});

test("a stopping worker aborts its audit and is no longer counted", async () => {
  const begun = Promise.withResolvers<void>();
  const one = watch(
    (signal) =>
      new Promise((_, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason as Error));
        begun.resolve();
      }),
  );
  await begun.promise;
  expect(await lives()).toBe(1);
  await one[Symbol.asyncDispose]();
  expect(await lives()).toBe(0);
  expect((await readEgresses(database.kysely))[0]?.checked_at).toBeNull();
});
