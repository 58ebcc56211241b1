import { createTestDatabase } from "@winnow/testing";
import { afterAll, describe, expect, it } from "vitest";
import { toCredits } from "#amount.ts";
import { walletWith } from "#fixture/organization.ts";
import { grant } from "#grant.ts";
import { listEntries } from "#list-entries.ts";
import { WalletNotFoundError } from "#not-found.ts";

const database = await createTestDatabase();
afterAll(() => database[Symbol.asyncDispose]());
const { kysely } = database;

describe("listEntries", () => {
  it("pages from the newest to the oldest, whatever is posted meanwhile", async () => {
    const name = await walletWith(kysely, 0);
    const post = (amountMillicredits: number) =>
      grant(kysely, { ...name, amountMillicredits, idempotencyKey: `${amountMillicredits}` });
    for (const amount of [1, 2, 3, 4, 5]) await post(amount);
    await grant(kysely, { ...name, mode: "test", amountMillicredits: 9, idempotencyKey: "test" });
    const first = await listEntries(kysely, { ...name, limit: 2 });
    await post(6);
    const second = await listEntries(kysely, { ...name, limit: 2, after: first.next ?? undefined });
    const third = await listEntries(kysely, { ...name, limit: 2, after: second.next ?? undefined });
    expect([first, second, third].map(({ entries }) => entries.map(({ version }) => version))).toEqual([
      [5, 4],
      [3, 2],
      [1],
    ]);
    expect([first.next, second.next, third.next]).toEqual([4, 2, null]);
    expect(third.entries[0]).toMatchObject({
      kind: "grant",
      amountMillicredits: 1,
      availableAfterMillicredits: 1,
      createdAt: expect.any(Date),
    });
  });

  it("has one page of a history that fits, and an empty one of none", async () => {
    const name = await walletWith(kysely, 1);
    expect(await listEntries(kysely, { ...name, limit: 1 })).toMatchObject({ entries: [{}], next: null });
    expect(await listEntries(kysely, { ...name, mode: "test", limit: 1 })).toEqual({
      entries: [],
      next: null,
    });
  });

  it("throws for a missing wallet and for a limit that is none", async () => {
    const name = await walletWith(kysely, 1);
    await expect(listEntries(kysely, { organizationId: "org_none", mode: "live", limit: 1 })).rejects.toThrow(
      WalletNotFoundError,
    );
    await expect(listEntries(kysely, { ...name, limit: 0 })).rejects.toThrow(RangeError);
  });
});

describe("toCredits", () => {
  it("counts a thousand millicredits as one credit", () => {
    expect([0, 1, 1_500, 100_000].map(toCredits)).toEqual([0, 0.001, 1.5, 100]);
  });
});
