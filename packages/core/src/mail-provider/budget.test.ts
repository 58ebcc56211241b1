import type { BudgetGrant, SessionOutcome } from "@winnow/contracts";
import { createTestDatabase, type TestDatabase } from "@winnow/testing";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createProviderBudget } from "#mail-provider/budget.ts";
import { contextOf } from "#organization/fixture/signed-up.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const CALM: SessionOutcome = { recipients: 10, throttled: false, blocked: false };
const THROTTLED: SessionOutcome = { ...CALM, throttled: true };
const BLOCKED: SessionOutcome = { ...CALM, blocked: true };

type Ask = Partial<Parameters<ReturnType<typeof createProviderBudget>["acquire"]>[0]>;
type Granted = Extract<BudgetGrant, { granted: true }>;
let providers = 0;

/** A provider of the test's own, at a time of the test's own. */
function budgetOf(options: { readonly mode?: "live" | "test"; readonly provider?: string } = {}) {
  const { mode = "live", provider = `provider-${(providers += 1)}` } = options;
  let now = new Date("2026-11-26T12:00:00Z").getTime();
  const budget = createProviderBudget(contextOf(database), { mode, now: () => new Date(now) });
  const acquire = (ask: Ask = {}) =>
    budget.acquire({ provider, egress: "default", recipients: 10, sessionsMax: 8, ...ask });
  const granted = async (ask: Ask = {}): Promise<Granted> => {
    const grant = await acquire(ask);
    if (!grant.granted) throw new Error(grant.reason);
    return grant;
  };
  return {
    provider,
    acquire,
    granted,
    pass: (ms: number) => void (now += ms),
    session: async (outcome: SessionOutcome, ask: Ask = {}) => (await granted(ask)).release(outcome),
    /** How many sessions may be open at once now; none is open before and after. */
    async window(): Promise<number> {
      const open: Granted[] = [];
      let refusal: BudgetGrant = await acquire();
      for (; refusal.granted; refusal = await acquire()) open.push(refusal);
      expect(refusal.reason).toBe("busy");
      for (const grant of open) await grant.release({ ...CALM, recipients: 0 });
      return open.length;
    },
  };
}

describe("the window", () => {
  test("holds as many sessions as there may be, and twenty concurrent requests get no more", async () => {
    const { acquire, window } = budgetOf();
    const grants = await Promise.all(Array.from({ length: 20 }, () => acquire()));
    const open = grants.filter((grant) => grant.granted);
    expect(open).toHaveLength(8);
    expect(grants.find((grant) => !grant.granted)).toEqual({
      granted: false,
      reason: "busy",
      retryAfterMs: SECOND,
    });
    await Promise.all(open.map((grant) => grant.release({ ...CALM, recipients: 0 })));
    expect(await window()).toBe(8);
  });

  test("never lets more in than it holds, however sessions come and go at once", async () => {
    const { acquire, session } = budgetOf();
    for (let round = 0; round < 5; round += 1) await session(CALM);
    // One session stays, so that any other is beside it however slow the machine is.
    const staying = await acquire({ sessionsMax: 3 });
    if (!staying.granted) throw new Error("the first session was refused");
    let open = 1;
    let most = 1;
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        for (let round = 0; round < 10; round += 1) {
          const grant = await acquire({ sessionsMax: 3 });
          if (!grant.granted) continue;
          most = Math.max(most, (open += 1));
          await new Promise(setImmediate);
          open -= 1;
          await grant.release(CALM);
        }
      }),
    );
    await staying.release(CALM);
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(3);
  });

  test("is halved by throttling, and grows by one after a window's worth of good sessions, up to the ceiling", async () => {
    const { session, window, pass } = budgetOf();
    await session(THROTTLED);
    expect(await window()).toBe(4);
    pass(2 * MINUTE);
    await session(THROTTLED);
    expect(await window()).toBe(2);
    const seen: number[] = [];
    for (let ended = 0; ended < 9; ended += 1) {
      await session(CALM, { sessionsMax: 4 });
      seen.push(await window());
    }
    expect(seen).toEqual([2, 3, 3, 3, 4, 4, 4, 4, 4]);
  });

  test("grows neither by sessions without a command nor by blocked ones", async () => {
    const { session, window } = budgetOf();
    await session(THROTTLED);
    for (let ended = 0; ended < 8; ended += 1)
      await session(ended % 2 === 0 ? BLOCKED : { ...CALM, recipients: 0 });
    expect(await window()).toBe(4);
  });

  test("is halved once by all sessions that were open when it was throttled", async () => {
    const { session, granted, window, acquire } = budgetOf();
    const open = [await granted(), await granted(), await granted()];
    for (const grant of open) await grant.release(THROTTLED);
    expect(await window()).toBe(4);
    await session(THROTTLED);
    expect(await acquire()).toMatchObject({ reason: "paused" });
  });

  test("counts a session once, however often it is released", async () => {
    const { session, granted, acquire } = budgetOf();
    await session(THROTTLED);
    const twice = await granted({ sessionsMax: 1 });
    await twice.release(CALM);
    const other = await granted({ sessionsMax: 1 });
    await twice.release(THROTTLED);
    expect(await acquire({ sessionsMax: 1 })).toMatchObject({ reason: "busy" });
    await other.release(CALM);
  });
});

describe("a pause", () => {
  test("follows throttling at one session, is twice as long each time up to an hour, and ends by itself with one", async () => {
    const { session, acquire, window, pass } = budgetOf();
    for (let halved = 8; halved > 1; halved /= 2) {
      await session(THROTTLED);
      pass(2 * MINUTE);
    }
    const waits: number[] = [];
    for (let round = 0; round < 8; round += 1) {
      await session(THROTTLED);
      const refusal = await acquire();
      if (refusal.granted || refusal.reason !== "paused") throw new Error("is not paused");
      waits.push(refusal.retryAfterMs / MINUTE);
      pass(refusal.retryAfterMs - 1);
      expect(await acquire()).toEqual({ granted: false, reason: "paused", retryAfterMs: 1 });
      pass(1);
      expect(await window()).toBe(1);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
    // An hour without throttling, and they are short again.
    pass(61 * MINUTE);
    await session(THROTTLED);
    expect(await acquire()).toMatchObject({ reason: "paused", retryAfterMs: MINUTE });
  });

  test("follows throttling twice within a minute, and is as long as the host named", async () => {
    const { session, granted, acquire, pass } = budgetOf();
    await session(THROTTLED);
    pass(59 * SECOND);
    const open = [await granted(), await granted()] as const;
    await open[0].release({ ...THROTTLED, retryAfterSeconds: 300 });
    expect(await acquire()).toEqual({ granted: false, reason: "paused", retryAfterMs: 5 * MINUTE });
    // Sessions that were open meanwhile report the same: that neither begins a second pause nor shortens the first.
    await open[1].release(THROTTLED);
    expect(await acquire()).toMatchObject({ retryAfterMs: 5 * MINUTE });
    pass(5 * MINUTE);
    await session(THROTTLED);
    expect(await acquire()).toMatchObject({ retryAfterMs: 2 * MINUTE });
    pass(2 * MINUTE);
    await session({ ...THROTTLED, retryAfterSeconds: 1e9 });
    expect(await acquire()).toMatchObject({ retryAfterMs: 24 * 60 * MINUTE });
  });
});

describe("the rate", () => {
  const perMinute = { recipientsPerMinute: 60, sessionsMax: 100 };

  test("lets a minute's worth in at once, then as many as come back", async () => {
    const { session, acquire, pass } = budgetOf();
    await session({ ...CALM, recipients: 40 }, { ...perMinute, recipients: 40 });
    const refusal = { granted: false, reason: "rate", retryAfterMs: 20 * SECOND };
    expect(await acquire({ ...perMinute, recipients: 40 })).toEqual(refusal);
    // A refusal takes nothing.
    expect(await acquire({ ...perMinute, recipients: 40 })).toEqual(refusal);
    pass(20 * SECOND);
    expect(await acquire({ ...perMinute, recipients: 40 })).toMatchObject({ granted: true });
    expect(await acquire({ ...perMinute, recipients: 1 })).toMatchObject({ reason: "rate" });
  });

  test("gets recipients back that were not sent", async () => {
    const { session, acquire } = budgetOf();
    await session({ ...CALM, recipients: 0 }, { ...perMinute, recipients: 60 });
    await session({ ...CALM, recipients: 10 }, { ...perMinute, recipients: 60 });
    expect(await acquire({ ...perMinute, recipients: 51 })).toMatchObject({ retryAfterMs: SECOND });
  });

  test("is never exceeded over any time, whatever the requests", async () => {
    const asks = fc.array(
      fc.record({
        recipients: fc.integer({ min: 1, max: 60 }),
        afterMs: fc.integer({ min: 0, max: 30_000 }),
      }),
      { minLength: 1, maxLength: 30 },
    );
    await fc.assert(
      fc.asyncProperty(asks, async (sequence) => {
        const { acquire, pass } = budgetOf();
        let asked = 0;
        let elapsedMs = 0;
        for (const { recipients, afterMs } of sequence) {
          pass(afterMs);
          elapsedMs += afterMs;
          const grant = await acquire({ ...perMinute, recipients });
          if (grant.granted) {
            asked += recipients;
            await grant.release({ ...CALM, recipients });
          }
          expect(asked).toBeLessThanOrEqual(60 + elapsedMs / SECOND);
        }
      }),
      { numRuns: 30 },
    );
  });

  test("of a session larger than the rate itself passes when nothing was asked for as long", async () => {
    const { acquire } = budgetOf();
    const ask = { recipientsPerMinute: 10, recipients: 20 };
    expect(await acquire(ask)).toMatchObject({ granted: true });
    expect(await acquire(ask)).toMatchObject({ reason: "rate", retryAfterMs: 2 * MINUTE });
  });
});

test("a grant that is never released expires after a quarter of an hour; its late end is of no account", async () => {
  const { acquire, granted, pass } = budgetOf();
  const lost = await granted({ sessionsMax: 1 });
  pass(15 * MINUTE - 1);
  expect(await acquire({ sessionsMax: 1 })).toMatchObject({ reason: "busy" });
  pass(1);
  await granted({ sessionsMax: 1 });
  await lost.release(THROTTLED);
  expect(await acquire({ sessionsMax: 1 })).toMatchObject({ reason: "busy" });
});

test("other providers, egress addresses and modes have budgets of their own", async () => {
  const { provider, session, acquire } = budgetOf();
  await session(THROTTLED);
  await session(THROTTLED);
  expect(await acquire()).toMatchObject({ reason: "paused" });
  expect(await acquire({ egress: "203.0.113.7" })).toMatchObject({ granted: true });
  expect(await budgetOf().acquire()).toMatchObject({ granted: true });
  expect(await budgetOf({ mode: "test", provider }).acquire()).toMatchObject({ granted: true });
});

test("a session whose end cannot be recorded keeps its findings, and does not fail", async () => {
  await using gone = await createTestDatabase();
  const budget = createProviderBudget(contextOf(gone), { mode: "live" });
  const grant = await budget.acquire({
    provider: "google",
    egress: "default",
    recipients: 1,
    sessionsMax: 1,
  });
  if (!grant.granted) throw new Error(grant.reason);
  await gone.pool.query("drop table mail_provider_grants");
  await expect(grant.release(CALM)).resolves.toBeUndefined();
});
