import { createTestDatabase, type TestDatabase } from "@winnow/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { consumeLimit, consumeLimits } from "#limit/consume.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

const policy = { name: "key", quota: 3, windowSeconds: 3600 };
const take = (subject: string, of = policy) =>
  consumeLimit({ database: database.kysely }, { policy: of, subject });

test("the quota can be spent in a burst; then a call is refused with the time until the next one", async () => {
  const states = [];
  for (let call = 0; call < 4; call += 1) states.push(await take("burst"));
  expect(states.map(({ allowed, remaining }) => ({ allowed, remaining }))).toEqual([
    { allowed: true, remaining: 2 },
    { allowed: true, remaining: 1 },
    { allowed: true, remaining: 0 },
    { allowed: false, remaining: 0 },
  ]);
  const [first, , , refused] = states;
  expect(first).toMatchObject({ limit: 3, policy, retryAfterSeconds: 0 });
  // One of three calls an hour comes back every twenty minutes.
  expect(first!.resetAfterSeconds).toBeCloseTo(1200, 0);
  expect(refused!.retryAfterSeconds).toBeGreaterThan(1100);
  expect(refused!.retryAfterSeconds).toBeLessThanOrEqual(1200);
  expect(refused!.resetAfterSeconds).toBeGreaterThan(3500);
});

test("what has refilled can be taken again, and no more", async () => {
  for (let call = 0; call < 3; call += 1) await take("refill");
  await database.kysely
    .updateTable("rate_buckets")
    .set({ arrival: new Date(Date.now() + 2 * 1200_000) })
    .where("key", "=", "key:refill")
    .execute();
  expect(await take("refill")).toMatchObject({ allowed: true, remaining: 0 });
  expect(await take("refill")).toMatchObject({ allowed: false });
});

test("subjects and policies have buckets of their own", async () => {
  const single = { ...policy, quota: 1 };
  expect(await take("one", single)).toMatchObject({ allowed: true });
  expect(await take("one", single)).toMatchObject({ allowed: false });
  expect(await take("two", single)).toMatchObject({ allowed: true });
  expect(await take("one", { ...single, name: "signup" })).toMatchObject({ allowed: true });
});

test("calls at the same time together get the quota and not one more", async () => {
  const states = await Promise.all(
    Array.from({ length: 40 }, () => take("parallel", { ...policy, quota: 10 })),
  );
  expect(states.filter(({ allowed }) => allowed)).toHaveLength(10);
});

describe("several limits at once", () => {
  const key = { name: "key", quota: 3, windowSeconds: 60 };
  const organization = { name: "organization", quota: 4, windowSeconds: 3600 };
  const takeBoth = (keySubject: string, organizationSubject: string) =>
    consumeLimits({ database: database.kysely }, [
      { policy: key, subject: keySubject },
      { policy: organization, subject: organizationSubject },
    ]);

  test("the tightest is shown, and a call that one of them refuses takes from none", async () => {
    expect(await takeBoth("k1", "o1")).toMatchObject({ allowed: true, policy: key, remaining: 2 });
    await takeBoth("k1", "o1");
    await takeBoth("k1", "o1");
    expect(await takeBoth("k1", "o1")).toMatchObject({ allowed: false, policy: key });
    // The refused call left the organization its last one.
    expect(await takeBoth("k2", "o1")).toMatchObject({ allowed: true, policy: organization, remaining: 0 });
    expect(await takeBoth("k2", "o1")).toMatchObject({ allowed: false, policy: organization });
    expect(await take("k2", key)).toMatchObject({ allowed: true, remaining: 1 });
  });

  test("calls at the same time that share one of two limits neither overdraw it nor block each other", async () => {
    const states = await Promise.all(Array.from({ length: 30 }, (_, call) => takeBoth(`p${call}`, "o2")));
    expect(states.filter(({ allowed }) => allowed)).toHaveLength(4);
  });

  test("a call without a limit is a mistake", async () => {
    await expect(consumeLimits({ database: database.kysely }, [])).rejects.toThrow(RangeError);
  });
});
