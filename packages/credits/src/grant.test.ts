import { createTestDatabase } from "@winnow/testing";
import { afterAll, describe, expect, it } from "vitest";
import { auditLedger } from "#audit.ts";
import { walletWith } from "#fixture/organization.ts";
import { grant } from "#grant.ts";
import { WalletNotFoundError } from "#not-found.ts";
import { openWallets } from "#open-wallets.ts";
import { getWallet } from "#wallet.ts";

const database = await createTestDatabase();
afterAll(() => database[Symbol.asyncDispose]());
const { kysely } = database;

describe("openWallets", () => {
  it("opens both, empty, and leaves open ones alone", async () => {
    const { organizationId } = await walletWith(kysely, 5_000);
    const wallets = await openWallets(kysely, { organizationId });
    expect(wallets.live).toMatchObject({ mode: "live", availableMillicredits: 5_000, version: 1 });
    expect(wallets.test).toEqual({
      organizationId,
      mode: "test",
      grantedMillicredits: 0,
      availableMillicredits: 0,
      reservedMillicredits: 0,
      spentMillicredits: 0,
      version: 0,
    });
  });

  it("throws for an organization that does not exist", async () => {
    await expect(openWallets(kysely, { organizationId: "org_none" })).rejects.toMatchObject({
      code: "23503",
    });
  });
});

describe("grant", () => {
  it("adds to what is available, in that wallet alone", async () => {
    const name = await walletWith(kysely, 0);
    const granted = await grant(kysely, {
      ...name,
      amountMillicredits: 100_000,
      subject: "welcome",
      idempotencyKey: "welcome",
    });
    expect(granted).toMatchObject({
      outcome: "posted",
      wallet: { grantedMillicredits: 100_000, availableMillicredits: 100_000, version: 1 },
    });
    expect(await getWallet(kysely, { ...name, mode: "test" })).toMatchObject({ grantedMillicredits: 0 });
    expect(await auditLedger(kysely, name)).toMatchObject({ ok: true, entries: { count: 1 } });
  });

  it("is replayed by its key, once granted, with the wallet of today", async () => {
    const name = await walletWith(kysely, 0);
    const input = { ...name, amountMillicredits: 7, subject: "gift", idempotencyKey: "gift" };
    const first = await grant(kysely, input);
    await grant(kysely, { ...name, amountMillicredits: 1, idempotencyKey: "other" });
    if (first.outcome !== "posted") throw new Error(first.outcome);
    expect(await grant(kysely, input)).toMatchObject({
      outcome: "replayed",
      entryId: first.entryId,
      wallet: { availableMillicredits: 8, version: 2 },
    });
  });

  it("refuses a key that stands for something else", async () => {
    const name = await walletWith(kysely, 0);
    const input = { ...name, amountMillicredits: 7, idempotencyKey: "gift" };
    await grant(kysely, input);
    expect(await grant(kysely, { ...input, amountMillicredits: 8 })).toEqual({ outcome: "key_reused" });
    expect(await grant(kysely, { ...input, subject: "birthday" })).toEqual({ outcome: "key_reused" });
    expect(await getWallet(kysely, name)).toMatchObject({ grantedMillicredits: 7, version: 1 });
    // Another wallet has keys of its own.
    expect(await grant(kysely, { ...input, mode: "test" })).toMatchObject({ outcome: "posted" });
  });

  it("posts once when the same key arrives many times at once", async () => {
    const name = await walletWith(kysely, 0);
    const input = { ...name, amountMillicredits: 7, idempotencyKey: "gift" };
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => grant(kysely, input)));
    expect(outcomes.filter(({ outcome }) => outcome === "posted")).toHaveLength(1);
    expect(outcomes.filter(({ outcome }) => outcome === "replayed")).toHaveLength(19);
    expect(await getWallet(kysely, name)).toMatchObject({ grantedMillicredits: 7, version: 1 });
  });

  it("throws for a missing wallet and for amounts that are none", async () => {
    const name = await walletWith(kysely, 0);
    const missing = { organizationId: "org_none", mode: "live" } as const;
    const gift = { amountMillicredits: 1, idempotencyKey: "gift" };
    await expect(grant(kysely, { ...missing, ...gift })).rejects.toThrow(WalletNotFoundError);
    await expect(getWallet(kysely, missing)).rejects.toThrow("organization org_none has no live wallet");
    for (const amountMillicredits of [0, -1, 1.5, Number.NaN, 2 ** 53]) {
      await expect(grant(kysely, { ...name, ...gift, amountMillicredits })).rejects.toThrow(RangeError);
    }
    await expect(grant(kysely, { ...name, ...gift, idempotencyKey: "" })).rejects.toMatchObject({
      constraint: "entry_key_length",
    });
  });

  it("never lets a balance grow beyond what JavaScript counts exactly", async () => {
    const name = await walletWith(kysely, Number.MAX_SAFE_INTEGER);
    await expect(
      grant(kysely, { ...name, amountMillicredits: 1, idempotencyKey: "more" }),
    ).rejects.toMatchObject({ constraint: "wallets_granted_check" });
  });
});
