import { createTestDatabase, type TestDatabase } from "@winnow/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { recordEgressHeartbeat, leaveEgress } from "#egress/heartbeat.ts";
import { readEgresses } from "#egress/read.ts";
import { recordEgressAudit, type EgressAudit } from "#egress/record.ts";
import { countWorkers } from "#egress/workers.ts";
import { contextOf } from "#organization/fixture/signed-up.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => {
  await sql`truncate egress_health, workers`.execute(database.kysely);
});

async function auditOf(healthy: EgressAudit["healthy"], egress = "default"): Promise<void> {
  await recordEgressHeartbeat(database.kysely, { workerId: "w1", egress });
  const state = healthy === "no" ? "broken" : "ok";
  const check = { name: "port_25", state, evidence: ["seen"], fix: null, settings: [] } as const;
  const context = { ...contextOf(database), actor: { type: "system" } as const };
  const audit = { address: "192.0.2.1", healthy, checks: [check] };
  await recordEgressAudit(context, { egress, intervalMs: 60_000, audit });
}

describe("which worker audits", () => {
  const beat = (workerId: string) => recordEgressHeartbeat(database.kysely, { workerId, egress: "default" });
  const dueNow = () => sql`update egress_health set audit_due_at = now()`.execute(database.kysely);

  test("of several workers that share an egress one audits, and all read the result", async () => {
    const first = await Promise.all(["w1", "w2", "w3", "w4"].map(beat));
    expect(first.filter(({ audit }) => audit)).toHaveLength(1);
    expect(first.every(({ healthy }) => healthy === "unmeasured")).toBe(true);
    await auditOf("no");
    expect(await beat("w2")).toEqual({ healthy: "no", audit: false });
    await dueNow();
    const second = await Promise.all(["w1", "w2"].map(beat));
    expect(second.filter(({ audit }) => audit)).toHaveLength(1);
  });

  test("running workers are counted, those that left or fell silent are not", async () => {
    await Promise.all(["w1", "w2", "w3"].map(beat));
    await leaveEgress(database.kysely, { workerId: "w1" });
    await sql`update workers set seen_at = now() - interval '2 days' where id = 'w2'`.execute(
      database.kysely,
    );
    expect(await countWorkers(database.kysely)).toMatchObject({ alive: 1 });
    await dueNow();
    await beat("w3");
    const left = await database.kysely.selectFrom("workers").select("id").execute();
    expect(left).toEqual([{ id: "w3" }]);
  });

  test("findings are read back, each with the time since when it holds", async () => {
    await auditOf("no");
    const [first] = await readEgresses(database.kysely);
    expect(first).toMatchObject({
      egress: "default",
      address: "192.0.2.1",
      healthy: "no",
      current: true,
      checks: [{ name: "port_25", state: "broken", evidence: ["seen"] }],
    });
    await auditOf("no");
    expect((await readEgresses(database.kysely))[0]?.since).toBe(first?.since);
    await auditOf("yes");
    expect((await readEgresses(database.kysely))[0]?.since).not.toBe(first?.since);
  });
});
