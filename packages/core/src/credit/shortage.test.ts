import { describe, expect, test } from "vitest";
import { refuseShortage, shortagesOf, type Limits } from "#credit/shortage.ts";
import { orRefusal } from "#refusal.ts";

const NONE = Number.POSITIVE_INFINITY;
const unlimited: Limits = { max_credits: NONE, key_ceilings: NONE, wallet: NONE };
const refusalOf = (required: number, limits: Partial<Limits>) =>
  orRefusal(async () => refuseShortage("The rows", required, { ...unlimited, ...limits }));

describe("shortagesOf", () => {
  test("names each limit that leaves less than is required, the tightest first", () => {
    const limits = { max_credits: 2_000, key_ceilings: 5_000, wallet: 1_000 };
    expect(shortagesOf(3_000, limits).map(({ limit }) => limit)).toEqual(["wallet", "max_credits"]);
    expect(shortagesOf(1_001, limits)).toEqual([
      {
        limit: "wallet",
        code: "insufficient_credits",
        requiredMillicredits: 1_001,
        availableMillicredits: 1_000,
      },
    ]);
    expect(shortagesOf(1_000, limits)).toEqual([]);
  });

  test("of equal limits, names first the one that a grant does not raise", () => {
    const limits = { max_credits: 0, key_ceilings: 0, wallet: 0 };
    expect(shortagesOf(1, limits).map(({ limit }) => limit)).toEqual([
      "max_credits",
      "key_ceilings",
      "wallet",
    ]);
  });

  test("a free job needs no credits, even of an empty wallet", () => {
    expect(shortagesOf(0, { max_credits: 0, key_ceilings: 0, wallet: 0 })).toEqual([]);
  });
});

test.each([
  [{ wallet: 500 }, "insufficient_credits", "The rows may cost 0.75 credits; 0.5 can be reserved."],
  [{ max_credits: 500 }, "insufficient_credits", "The rows may cost 0.75 credits; max_credits allows 0.5."],
  [
    { key_ceilings: 500 },
    "key_budget_exceeded",
    "The rows may cost 0.75 credits; the ceilings of this key leave 0.5.",
  ],
])("a refusal by %j says whose limit it is, and by how much it falls short", async (limits, code, detail) => {
  expect(await refusalOf(750, limits)).toEqual({
    outcome: "refused",
    code,
    detail,
    members: { required: 0.75, available: 0.5, shortfall: 0.25 },
  });
});

test("differences of fractions of a credit are exact", async () => {
  expect(await refusalOf(300, { wallet: 100 })).toMatchObject({ members: { shortfall: 0.2 } });
});
