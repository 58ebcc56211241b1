import { inTransaction } from "@winnow/database";
import { createTestDatabase } from "@winnow/testing";
import { afterAll, describe, expect, it } from "vitest";
import { auditLedger } from "#audit.ts";
import { walletWith } from "#fixture/organization.ts";
import { grant } from "#grant.ts";
import { listEntries } from "#list-entries.ts";
import { WalletNotFoundError } from "#not-found.ts";
import { reserve } from "#reserve.ts";
import { getWallet } from "#wallet.ts";

const database = await createTestDatabase();
afterAll(() => database[Symbol.asyncDispose]());
const { kysely } = database;

describe("reserve", () => {
  it("holds credits for a job", async () => {
    const name = await walletWith(kysely, 10_000);
    const input = { ...name, jobId: "job_1", amountMillicredits: 4_000, idempotencyKey: "reserve:job_1" };
    const reserved = await reserve(kysely, input);
    if (reserved.outcome !== "reserved") throw new Error(reserved.outcome);
    expect(await getWallet(kysely, name)).toMatchObject({
      availableMillicredits: 6_000,
      reservedMillicredits: 4_000,
      spentMillicredits: 0,
      version: 2,
    });
    const { entries } = await listEntries(kysely, { ...name, limit: 1 });
    expect(entries).toMatchObject([
      {
        id: reserved.entryId,
        kind: "reserve",
        amountMillicredits: 4_000,
        availableAfterMillicredits: 6_000,
        reservationId: reserved.reservationId,
        jobId: "job_1",
      },
    ]);
    expect(await reserve(kysely, input)).toEqual({ ...reserved, outcome: "replayed" });
    expect(await getWallet(kysely, name)).toMatchObject({ reservedMillicredits: 4_000, version: 2 });
    expect((await auditLedger(kysely, name)).problems).toEqual([]);
  });

  it("reserves the last millicredit and not one more; the key stays free", async () => {
    const name = await walletWith(kysely, 1_000);
    const input = { ...name, jobId: null, amountMillicredits: 1_001, idempotencyKey: "reserve" };
    const insufficient = {
      outcome: "insufficient_credits",
      requiredMillicredits: 1_001,
      availableMillicredits: 1_000,
    };
    expect(await reserve(kysely, input)).toEqual(insufficient);
    expect(await reserve(kysely, { ...input, amountMillicredits: 1_000 })).toMatchObject({
      outcome: "reserved",
    });
    expect(await getWallet(kysely, name)).toMatchObject({ availableMillicredits: 0 });
    expect(await kysely.selectFrom("reservations").selectAll().where("amount", "=", 1_001).execute()).toEqual(
      [],
    );
  });

  it("is replayed even when the wallet could not afford it again", async () => {
    const name = await walletWith(kysely, 1_000);
    const input = { ...name, jobId: null, amountMillicredits: 1_000, idempotencyKey: "reserve" };
    await reserve(kysely, input);
    expect(await reserve(kysely, input)).toMatchObject({ outcome: "replayed" });
  });

  it("refuses a key that stands for something else", async () => {
    const name = await walletWith(kysely, 10_000);
    const input = { ...name, jobId: "job_2", amountMillicredits: 10, idempotencyKey: "reserve:job_2" };
    await reserve(kysely, input);
    const reuses = [
      { ...input, amountMillicredits: 11 },
      { ...input, amountMillicredits: 1_000_000 },
      { ...input, jobId: "job_3" },
      { ...input, jobId: null },
      { ...input, idempotencyKey: "welcome" },
    ];
    for (const reuse of reuses) expect(await reserve(kysely, reuse)).toEqual({ outcome: "key_reused" });
    expect(await grant(kysely, { ...name, amountMillicredits: 10, idempotencyKey: "reserve:job_2" })).toEqual(
      { outcome: "key_reused" },
    );
    expect(await getWallet(kysely, name)).toMatchObject({ reservedMillicredits: 10, version: 2 });
  });

  it("joins the caller's transaction and disappears with it", async () => {
    const name = await walletWith(kysely, 1_000);
    const input = { ...name, jobId: null, amountMillicredits: 1_000, idempotencyKey: "reserve" };
    const crash = inTransaction(kysely, async (transaction) => {
      await reserve(transaction, input);
      expect(await getWallet(transaction, name)).toMatchObject({ reservedMillicredits: 1_000 });
      throw new Error("the caller fails afterwards");
    });
    await expect(crash).rejects.toThrow("the caller fails afterwards");
    expect(await getWallet(kysely, name)).toMatchObject({ reservedMillicredits: 0, version: 1 });
    expect(await reserve(kysely, input)).toMatchObject({ outcome: "reserved" });
  });

  it("throws for a second reservation of a job, a missing wallet and nothing", async () => {
    const name = await walletWith(kysely, 1_000);
    const input = { ...name, jobId: "job_4", amountMillicredits: 1, idempotencyKey: "one" };
    await reserve(kysely, input);
    await expect(reserve(kysely, { ...input, idempotencyKey: "two" })).rejects.toMatchObject({
      constraint: "reservations_job",
    });
    await expect(reserve(kysely, { ...input, organizationId: "org_none" })).rejects.toThrow(
      WalletNotFoundError,
    );
    await expect(reserve(kysely, { ...input, amountMillicredits: 0 })).rejects.toThrow(RangeError);
  });
});
