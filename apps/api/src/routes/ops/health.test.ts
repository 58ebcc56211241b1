import { Doctor, EgressList } from "@winnow/contracts";
import { recordEgressHeartbeat, recordEgressAudit, type EgressAudit } from "@winnow/core";
import { createLogger } from "@winnow/runtime";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { layCable, type DatabaseCable } from "#fixture/database-cable.ts";
import { expectProblem, operator, startTestApi, type TestApi } from "#fixture/test-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());
beforeEach(async () => {
  await sql`truncate egress_health, workers`.execute(api.database.kysely);
});

async function audited(healthy: EgressAudit["healthy"], state: "ok" | "broken"): Promise<void> {
  const { kysely, pool } = api.database;
  await recordEgressHeartbeat(kysely, { workerId: "w1", egress: "default" });
  const check = {
    name: "canaries",
    state,
    evidence: ["one is wrong"],
    fix: "Ask.",
    settings: ["VERIFIER_CANARIES"],
  };
  const context = {
    database: kysely,
    pool,
    bell: { ring: async () => {} },
    clock: { now: () => new Date() },
    logger: createLogger({ name: "test", level: "silent" }),
    actor: { type: "system" as const },
  };
  const audit = { address: null, healthy, checks: [check] };
  await recordEgressAudit(context, { egress: "default", intervalMs: 60_000, audit });
}

async function examine(): Promise<Doctor> {
  const response = await api.fetch("/ops/api/doctor", { headers: operator });
  expect(response.status).toBe(200);
  return Doctor.strict().parse(await response.json());
}

const stateOf = ({ checks }: Doctor, name: string) => checks.find((check) => check.name === name)?.state;

test("both need the operator token", async () => {
  for (const path of ["/ops/api/doctor", "/ops/api/egress"]) {
    await expectProblem(await api.fetch(path), "invalid_operator_token");
  }
});

test("an egress is shown with its last audit", async () => {
  const list = async () => {
    const response = await api.fetch("/ops/api/egress", { headers: operator });
    return EgressList.strict().parse(await response.json()).data;
  };
  expect(await list()).toEqual([]);
  await audited("no", "broken");
  expect(await list()).toMatchObject([
    {
      egress: "default",
      address: null,
      healthy: "no",
      current: true,
      checks: [{ name: "canaries", state: "broken", fix: "Ask.", settings: ["VERIFIER_CANARIES"] }],
    },
  ]);
});

describe("the doctor", () => {
  test("says that no worker is running, and how to fix it", async () => {
    const found = await examine();
    expect(found.state).toBe("broken");
    expect(found.checks.find(({ name }) => name === "workers")).toMatchObject({
      state: "broken",
      evidence: ["No worker has ever reported to this database."],
      fix: expect.stringContaining("Start a worker") as string,
    });
  });

  test("is ok on a server that works", async () => {
    await audited("yes", "ok");
    const found = await examine();
    expect(found.state).toBe("ok");
    expect(found.checks.map(({ name, state }) => [name, state])).toEqual([
      ["database", "ok"],
      ["queues", "ok"],
      ["workers", "ok"],
    ]);
    expect(found.checks[0]?.evidence[0]).toMatch(/^PostgreSQL 18\S* .*answered in \d+ ms\.$/);
  });

  test("reports a broken egress as long as a worker audits it", async () => {
    await audited("no", "broken");
    expect(await examine()).toMatchObject({ state: "broken", egress: [{ egress: "default" }] });
    await sql`update egress_health set valid_until = now()`.execute(api.database.kysely);
    expect(await examine()).toMatchObject({ state: "ok", egress: [] });
  });

  test("reports chunks that are due while no worker processes any", async () => {
    await audited("yes", "ok");
    const organization = await api.signUp();
    const { kysely } = api.database;
    await api.post(
      "/v1/jobs",
      { kind: "verify", rows: [{ email: "ada@deliverable.test" }] },
      { ...organization.test, "idempotency-key": "halt" },
    );
    await sql`update jobs set status = 'running', started_at = now()`.execute(kysely);
    await sql`insert into chunks (job_number, number, rows, due_at)
      select number, 0, '{1}', now() - interval '10 minutes' from jobs`.execute(kysely);
    const found = await examine();
    expect(stateOf(found, "queues")).toBe("warning");
    expect(JSON.stringify(found.checks)).toMatch(
      /1 chunks? (?:is|are) due, the oldest for 6\d\d s; 0 are being processed/,
    );
    await sql`update chunks set state = 'leased', leased_until = now() + interval '1 minute'`.execute(kysely);
    expect(stateOf(await examine(), "queues")).toBe("ok");
  });

  test("names missing migrations", async () => {
    const { kysely } = api.database;
    await sql`delete from kysely_migration where name = '0026-egress-health'`.execute(kysely);
    const found = await examine();
    expect(stateOf(found, "database")).toBe("broken");
    expect(JSON.stringify(found.checks)).toContain("Migrations are missing: 0026-egress-health.");
    await sql`insert into kysely_migration (name, timestamp) values ('0026-egress-health', 'now')`.execute(
      kysely,
    );
  });
});

test("the doctor answers while the database is away, and names it", async () => {
  let cable: DatabaseCable | undefined;
  await using away = await startTestApi({ cableFrom: async (to) => (cable = await layCable(to)) });
  await cable?.pull();
  const response = await away.fetch("/ops/api/doctor", { headers: operator });
  const found = Doctor.parse(await response.json());
  expect(found).toMatchObject({ state: "broken", egress: [] });
  expect(found.checks[0]).toMatchObject({ name: "database", evidence: ["PostgreSQL does not answer."] });
});

test("/metrics shows the egresses that are audited", async () => {
  await audited("no", "broken");
  const scrape = async () => (await api.fetch("/metrics", { headers: operator })).text();
  expect(await scrape()).toMatch(/^winnow_egress_broken\{egress="default"\} 1$/m);
  expect(await scrape()).toMatch(
    /^winnow_egress_check\{egress="default",check="canaries",state="broken"\} 1$/m,
  );
  await audited("yes", "ok");
  expect(await scrape()).toMatch(/^winnow_egress_broken\{egress="default"\} 0$/m);
  await sql`truncate egress_health`.execute(api.database.kysely);
  expect(await scrape()).not.toMatch(/^winnow_egress_broken\{/m);
});
