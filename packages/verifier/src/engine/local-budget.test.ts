import fc from "fast-check";
import { expect, test } from "vitest";
import { describeBudget } from "#engine/budget-conformance.ts";
import { createLocalBudget } from "#engine/local-budget.ts";

describeBudget("local budget", async (clock) => createLocalBudget(clock));

const ASK = { provider: "acme", egress: "default", recipients: 1, sessionsMax: 4 };
const THROTTLED = { recipients: 1, throttled: true, blocked: false };

test("begins at the ceiling", async () => {
  const budget = createLocalBudget();
  const grants = await Promise.all(Array.from({ length: 6 }, () => budget.acquire(ASK)));
  expect(grants.map(({ granted }) => granted)).toEqual([true, true, true, true, false, false]);
});

test("throttling of several concurrent sessions counts once", async () => {
  const budget = createLocalBudget({ now: () => 0 });
  const grants = await Promise.all(Array.from({ length: 4 }, () => budget.acquire(ASK)));
  for (const grant of grants) if (grant.granted) await grant.release(THROTTLED);
  const after = await Promise.all(Array.from({ length: 3 }, () => budget.acquire(ASK)));
  expect(after.map((grant) => (grant.granted ? "granted" : grant.reason))).toEqual([
    "granted",
    "granted",
    "busy",
  ]);
  for (const grant of after) if (grant.granted) await grant.release(THROTTLED);
  expect(await budget.acquire(ASK)).toMatchObject({ granted: false, reason: "paused" });
});

test("the rate is not exceeded in any period, in any order of requests", async () => {
  const asks = fc.array(
    fc.record({ recipients: fc.integer({ min: 1, max: 60 }), afterMs: fc.integer({ min: 0, max: 30_000 }) }),
    { minLength: 1, maxLength: 30 },
  );
  await fc.assert(
    fc.asyncProperty(asks, async (sequence) => {
      let nowMs = 0;
      const budget = createLocalBudget({ now: () => nowMs });
      let asked = 0;
      for (const { recipients, afterMs } of sequence) {
        nowMs += afterMs;
        const grant = await budget.acquire({ ...ASK, recipients, recipientsPerMinute: 60 });
        if (!grant.granted) continue;
        asked += recipients;
        await grant.release({ recipients, throttled: false, blocked: false });
        expect(asked).toBeLessThanOrEqual(60 + nowMs / 1_000 + 1e-6);
      }
    }),
  );
});
