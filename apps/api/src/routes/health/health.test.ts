import { waitFor } from "@winnow/testing";
import { describe, expect, test } from "vitest";
import { layCable, type DatabaseCable } from "#fixture/database-cable.ts";
import { expectProblem, operator, startTestApi } from "#fixture/test-api.ts";

test("a server with its database and queues is alive and ready", async () => {
  await using api = await startTestApi();
  const live = await api.fetch("/healthz");
  expect([live.status, await live.json()]).toEqual([200, { status: "ok" }]);
  const ready = await api.fetch("/readyz");
  expect([ready.status, await ready.json()]).toEqual([
    200,
    { status: "ready", checks: { database: { ok: true }, migrations: { ok: true }, queues: { ok: true } } },
  ]);
});

test("a server with an old schema is not ready and names the missing migrations", async () => {
  await using api = await startTestApi();
  await api.database.pool.query("delete from kysely_migration where name like '0005%'");
  const problem = await expectProblem(await api.fetch("/readyz"), "unavailable");
  expect(problem["checks"]).toMatchObject({
    database: { ok: true },
    migrations: { ok: false, problem: expect.stringContaining("0005-deliveries") as string },
  });
});

describe("without the database", () => {
  test("calls answer Retry-After, the process stays alive, and it recovers", async () => {
    let cable: DatabaseCable | undefined;
    await using api = await startTestApi({ cableFrom: async (to) => (cable = await layCable(to)) });
    const organization = await api.signUp();
    const credits = () => api.fetch("/v1/credits", { headers: organization.test });
    expect((await credits()).status).toBe(200);

    const scrape = async () => (await api.fetch("/metrics", { headers: operator })).text();
    expect(await scrape()).toMatch(/^winnow_wallet_credits\{/m);

    await cable?.pull();
    const refused = await credits();
    await expectProblem(refused, "unavailable");
    expect(refused.headers.get("retry-after")).toBe("5");
    expect((await api.fetch("/healthz")).status).toBe(200);
    const notReady = await api.fetch("/readyz");
    const { checks } = await expectProblem(notReady, "unavailable");
    expect(checks).toMatchObject({ database: { ok: false }, queues: { ok: false } });
    expect(notReady.headers.get("retry-after")).toBe("5");
    const metrics = await scrape();
    expect(metrics).toMatch(/^winnow_database_up 0$/m);
    expect(metrics).toMatch(/^process_cpu_seconds_total /m);
    expect(metrics).not.toMatch(/^winnow_(wallet_credits|chunks_due|jobs)\b/m);

    await cable?.plug();
    await waitFor("calls to be answered again", async () => (await credits()).status === 200);
    await waitFor("readiness to return", async () => (await api.fetch("/readyz")).status === 200);
  });
});
