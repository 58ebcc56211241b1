import type { BudgetAsk, BudgetGrant, ProviderBudget, SessionOutcome } from "@winnow/contracts";
import { describe, expect, test } from "vitest";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const GOOD: SessionOutcome = { recipients: 10, throttled: false, blocked: false };
const NOTHING: SessionOutcome = { ...GOOD, recipients: 0 };
const THROTTLED: SessionOutcome = { ...GOOD, throttled: true };
const SESSIONS_MAX = 8;
/** Enough sessions for a window to grow from one to `SESSIONS_MAX`. */
const WARM_UP = 50;

type Granted = Extract<BudgetGrant, { granted: true }>;

/** A budget with a clock that the test sets. */
function bench(budget: ProviderBudget, clock: { nowMs: number }) {
  const ask = { provider: "acme", egress: "default", recipients: 10, sessionsMax: SESSIONS_MAX };
  const acquire = (other: Partial<BudgetAsk> = {}): Promise<BudgetGrant> =>
    budget.acquire({ ...ask, ...other });
  const granted = async (other: Partial<BudgetAsk> = {}): Promise<Granted> => {
    const grant = await acquire(other);
    if (!grant.granted) throw new Error(`refused: ${grant.reason}`);
    return grant;
  };
  const session = async (outcome: SessionOutcome, other: Partial<BudgetAsk> = {}): Promise<void> =>
    (await granted(other)).release(outcome);
  return {
    acquire,
    granted,
    session,
    pass: (ms: number): void => void (clock.nowMs += ms),
    /** Grows to `SESSIONS_MAX`. */
    async warmUp(): Promise<void> {
      for (let ended = 0; ended < WARM_UP; ended += 1) await session(GOOD);
    },
    /** How many sessions may be open at once. */
    async window(): Promise<number> {
      const open: Granted[] = [];
      let next = await acquire();
      for (; next.granted; next = await acquire()) open.push(next);
      expect(next.reason).toBe("busy");
      expect(next.retryAfterMs).toBeGreaterThan(0);
      for (const grant of open) await grant.release(NOTHING);
      return open.length;
    },
  };
}

/**
 * The tests of every `ProviderBudget`.
 * @param create a new budget on the given clock (milliseconds).
 */
export function describeBudget(
  name: string,
  create: (clock: { now(): number }) => Promise<ProviderBudget>,
): void {
  const begin = async (): Promise<ReturnType<typeof bench>> => {
    // A wall clock may be slower.
    const clock = { nowMs: Date.UTC(2026, 0, 1) };
    return bench(await create({ now: () => clock.nowMs }), clock);
  };

  describe(`${name}: concurrent sessions`, () => {
    test("grow to the ceiling and never beyond, also with concurrent requests", async () => {
      const { acquire, warmUp, window } = await begin();
      await warmUp();
      expect(await window()).toBe(SESSIONS_MAX);
      const grants = await Promise.all(Array.from({ length: 20 }, () => acquire()));
      expect(grants.filter((grant) => grant.granted)).toHaveLength(SESSIONS_MAX);
    });

    test("a lower ceiling applies at once", async () => {
      const { acquire, granted, warmUp } = await begin();
      await warmUp();
      await granted({ sessionsMax: 2 });
      await granted({ sessionsMax: 2 });
      expect(await acquire({ sessionsMax: 2 })).toMatchObject({ granted: false, reason: "busy" });
    });

    test("are counted per provider and egress", async () => {
      const { acquire, granted } = await begin();
      await granted({ sessionsMax: 1 });
      expect(await acquire({ sessionsMax: 1 })).toMatchObject({ granted: false });
      expect(await acquire({ sessionsMax: 1, provider: "globex" })).toMatchObject({ granted: true });
      expect(await acquire({ sessionsMax: 1, egress: "192.0.2.1" })).toMatchObject({ granted: true });
    });

    test("a release frees its slot, once", async () => {
      const { acquire, granted } = await begin();
      const first = await granted({ sessionsMax: 1 });
      await first.release(GOOD);
      await granted({ sessionsMax: 1 });
      await first.release(GOOD);
      expect(await acquire({ sessionsMax: 1 })).toMatchObject({ granted: false, reason: "busy" });
    });

    test("an unreleased grant expires after a quarter of an hour", async () => {
      const { acquire, granted, pass } = await begin();
      const lost = await granted({ sessionsMax: 1 });
      pass(15 * MINUTE_MS - 1);
      expect(await acquire({ sessionsMax: 1 })).toMatchObject({ granted: false, reason: "busy" });
      pass(1);
      await granted({ sessionsMax: 1 });
      // A late release has no effect.
      await lost.release(GOOD);
      expect(await acquire({ sessionsMax: 1 })).toMatchObject({ granted: false, reason: "busy" });
    });
  });

  describe(`${name}: throttling`, () => {
    test("halves the sessions, and good sessions restore them one by one", async () => {
      const { session, warmUp, window, pass } = await begin();
      await warmUp();
      await session(THROTTLED);
      expect(await window()).toBe(4);
      pass(2 * MINUTE_MS);
      for (let ended = 0; ended < 4; ended += 1) await session(GOOD);
      expect(await window()).toBe(5);
      for (let ended = 0; ended < 5; ended += 1) await session(GOOD);
      expect(await window()).toBe(6);
      await session(THROTTLED);
      expect(await window()).toBe(3);
    });

    test("neither blocked sessions nor those without a recipient count as good", async () => {
      const { session, warmUp, window, pass } = await begin();
      await warmUp();
      await session(THROTTLED);
      pass(2 * MINUTE_MS);
      for (let ended = 0; ended < 5; ended += 1) {
        await session({ ...GOOD, blocked: true });
        await session(NOTHING);
      }
      expect(await window()).toBe(4);
    });

    test("twice within a minute pauses the provider for a minute, and it resumes with one session", async () => {
      const { session, acquire, warmUp, window, pass } = await begin();
      await warmUp();
      await session(THROTTLED);
      pass(MINUTE_MS - 1);
      await session(THROTTLED);
      expect(await acquire()).toEqual({ granted: false, reason: "paused", retryAfterMs: MINUTE_MS });
      pass(MINUTE_MS - 1);
      expect(await acquire()).toEqual({ granted: false, reason: "paused", retryAfterMs: 1 });
      pass(1);
      expect(await window()).toBe(1);
    });

    test("pauses only this egress", async () => {
      const { session, acquire, warmUp } = await begin();
      await warmUp();
      await session(THROTTLED);
      await session(THROTTLED);
      expect(await acquire({ provider: "globex" })).toMatchObject({ granted: true });
      expect(await acquire({ egress: "192.0.2.1" })).toMatchObject({ granted: true });
    });

    test("with a single session pauses the provider, twice as long each time, for an hour at most", async () => {
      const { session, acquire, warmUp, pass } = await begin();
      await warmUp();
      for (let halved = SESSIONS_MAX; halved > 1; halved /= 2) {
        await session(THROTTLED);
        pass(2 * MINUTE_MS);
      }
      const pausesMs: number[] = [];
      for (let round = 0; round < 8; round += 1) {
        await session(THROTTLED);
        const refusal = await acquire();
        if (refusal.granted) throw new Error("is not paused");
        pausesMs.push(refusal.retryAfterMs);
        pass(refusal.retryAfterMs);
      }
      expect(pausesMs).toEqual([1, 2, 4, 8, 16, 32, 60, 60].map((minutes) => minutes * MINUTE_MS));
      // After a long good period the pauses are short again.
      pass(HOUR_MS + MINUTE_MS);
      await session(THROTTLED);
      expect(await acquire()).toMatchObject({ reason: "paused", retryAfterMs: MINUTE_MS });
    });

    test("pauses as long as the provider says, a day at most", async () => {
      const { session, acquire, warmUp, pass } = await begin();
      await warmUp();
      await session(THROTTLED);
      await session({ ...THROTTLED, retryAfterSeconds: 300 });
      expect(await acquire()).toMatchObject({ reason: "paused", retryAfterMs: 5 * MINUTE_MS });
      pass(5 * MINUTE_MS);
      await session({ ...THROTTLED, retryAfterSeconds: 1e9 });
      expect(await acquire()).toMatchObject({ reason: "paused", retryAfterMs: 24 * HOUR_MS });
    });
  });

  describe(`${name}: recipients per minute`, () => {
    const rate = { recipientsPerMinute: 60 };

    test("allow a minute's worth at once, then as many as become free", async () => {
      const { session, acquire, pass } = await begin();
      await session({ ...GOOD, recipients: 60 }, { ...rate, recipients: 60 });
      const refusal = { granted: false, reason: "rate", retryAfterMs: 20_000 };
      expect(await acquire({ ...rate, recipients: 20 })).toEqual(refusal);
      // A refusal takes no recipients.
      expect(await acquire({ ...rate, recipients: 20 })).toEqual(refusal);
      pass(20_000);
      await session({ ...GOOD, recipients: 20 }, { ...rate, recipients: 20 });
      expect(await acquire({ ...rate, recipients: 1 })).toMatchObject({ granted: false, reason: "rate" });
    });

    test("get unused recipients back", async () => {
      const { session, acquire } = await begin();
      await session({ ...GOOD, recipients: 10 }, { ...rate, recipients: 60 });
      expect(await acquire({ ...rate, recipients: 51 })).toMatchObject({
        reason: "rate",
        retryAfterMs: 1_000,
      });
      expect(await acquire({ ...rate, recipients: 50 })).toMatchObject({ granted: true });
    });

    test("a session larger than that is granted after a long enough idle time", async () => {
      const { session, acquire, pass } = await begin();
      const large = { recipientsPerMinute: 10, recipients: 20 };
      await session({ ...GOOD, recipients: 20 }, large);
      expect(await acquire(large)).toMatchObject({ reason: "rate", retryAfterMs: 2 * MINUTE_MS });
      pass(2 * MINUTE_MS);
      expect(await acquire(large)).toMatchObject({ granted: true });
    });
  });
}
