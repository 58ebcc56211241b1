import { inTransaction, type Connection } from "@winnow/database";
import { createTestDatabase } from "@winnow/testing";
import { sql } from "kysely";
import { afterAll, describe, expect, it } from "vitest";
import { auditLedger } from "#audit.ts";
import { capture } from "#capture.ts";
import { reservationOf } from "#fixture/organization.ts";
import { grant } from "#grant.ts";
import { listEntries } from "#list-entries.ts";
import { ReservationNotFoundError } from "#not-found.ts";
import { release } from "#release.ts";
import { reserve } from "#reserve.ts";
import { settleReservation } from "#settle.ts";
import { getWallet } from "#wallet.ts";

const database = await createTestDatabase();
afterAll(() => database[Symbol.asyncDispose]());
const { kysely } = database;

const nothing = { amountMillicredits: 0, reasons: {} };
const chunk = {
  subject: "chunk:12",
  captureMillicredits: 3_000,
  release: { amountMillicredits: 2_000, reasons: { invalid: 1_500, unknown: 500 } },
  idempotencyKey: "chunk:job_1:12",
};

async function reservationRow(reservationId: string) {
  return kysely
    .selectFrom("reservations")
    .select(["amount", "captured", "released", "closed_at"])
    .where("id", "=", reservationId)
    .executeTakeFirstOrThrow();
}

describe("settle", () => {
  it("posts one capture and one release", async () => {
    const { reservationId, ...name } = await reservationOf(kysely, 10_000, "job_1");
    const settled = await settleReservation(kysely, { reservationId, ...chunk });
    expect(await getWallet(kysely, name)).toMatchObject({
      grantedMillicredits: 10_000,
      availableMillicredits: 2_000,
      reservedMillicredits: 5_000,
      spentMillicredits: 3_000,
      version: 4,
    });
    expect(await reservationRow(reservationId)).toEqual({
      amount: 10_000,
      captured: 3_000,
      released: 2_000,
      closed_at: null,
    });
    const { entries } = await listEntries(kysely, { ...name, limit: 2 });
    expect(entries).toMatchObject([
      {
        kind: "release",
        amountMillicredits: 2_000,
        reasons: { invalid: 1_500, unknown: 500 },
        version: 4,
        availableAfterMillicredits: 2_000,
        subject: "chunk:12",
        reservationId,
        jobId: "job_1",
      },
      {
        kind: "capture",
        amountMillicredits: 3_000,
        reasons: null,
        version: 3,
        availableAfterMillicredits: 0,
        subject: "chunk:12",
        reservationId,
        jobId: "job_1",
      },
    ]);
    expect(settled).toEqual({
      outcome: "posted",
      captureEntryId: entries[1]?.id,
      releaseEntryId: entries[0]?.id,
    });
    expect((await auditLedger(kysely, name)).problems).toEqual([]);
  });

  it("posts nothing for zero amounts", async () => {
    const { reservationId, ...name } = await reservationOf(kysely, 10_000);
    const input = { reservationId, ...chunk };
    expect(
      await settleReservation(kysely, { ...input, release: nothing, idempotencyKey: "1" }),
    ).toMatchObject({
      outcome: "posted",
      captureEntryId: expect.any(String),
      releaseEntryId: null,
    });
    expect(
      await settleReservation(kysely, { ...input, captureMillicredits: 0, idempotencyKey: "2" }),
    ).toMatchObject({
      outcome: "posted",
      captureEntryId: null,
      releaseEntryId: expect.any(String),
    });
    const empty = { ...input, captureMillicredits: 0, release: nothing };
    expect(await settleReservation(kysely, { ...empty, idempotencyKey: "3" })).toEqual({
      outcome: "posted",
      captureEntryId: null,
      releaseEntryId: null,
    });
    expect(await settleReservation(kysely, { ...empty, idempotencyKey: "1" })).toEqual({
      outcome: "key_reused",
    });
    expect(await getWallet(kysely, name)).toMatchObject({ version: 4 });
  });

  it("takes a reason that weighs nothing for no reason", async () => {
    const { reservationId, ...name } = await reservationOf(kysely, 10_000);
    const input = { reservationId, subject: "chunk:1", captureMillicredits: 0, idempotencyKey: "1" };
    const lot = { amountMillicredits: 10, reasons: { invalid: 10, unknown: 0 } };
    await settleReservation(kysely, { ...input, release: lot });
    const { entries } = await listEntries(kysely, { ...name, limit: 1 });
    expect(entries[0]?.reasons).toEqual({ invalid: 10 });
    const none = { amountMillicredits: 0, reasons: { invalid: 0 } };
    expect(await settleReservation(kysely, { ...input, release: none, idempotencyKey: "2" })).toMatchObject({
      releaseEntryId: null,
    });
  });

  it("closes the reservation with its last millicredit, and takes no more", async () => {
    const { reservationId, ...name } = await reservationOf(kysely, 5_000);
    const input = { reservationId, ...chunk };
    expect(await settleReservation(kysely, { ...input, captureMillicredits: 3_001 })).toEqual({
      outcome: "exceeds_reservation",
      remainingMillicredits: 5_000,
    });
    expect(await getWallet(kysely, name)).toMatchObject({ reservedMillicredits: 5_000, version: 2 });
    expect(await settleReservation(kysely, input)).toMatchObject({ outcome: "posted" });
    expect((await reservationRow(reservationId)).closed_at).toBeInstanceOf(Date);
    expect(await capture(kysely, { ...input, amountMillicredits: 1, idempotencyKey: "more" })).toEqual({
      outcome: "exceeds_reservation",
      remainingMillicredits: 0,
    });
    expect((await auditLedger(kysely, name)).problems).toEqual([]);
  });

  it("is replayed, also after the reservation was closed", async () => {
    const { reservationId, ...name } = await reservationOf(kysely, 5_000);
    const input = { reservationId, ...chunk };
    const settled = await settleReservation(kysely, input);
    const { unknown, invalid } = input.release.reasons;
    const reordered = { ...input.release, reasons: { unknown, invalid } };
    expect(await settleReservation(kysely, { ...input, release: reordered })).toEqual({
      ...settled,
      outcome: "replayed",
    });
    expect(await getWallet(kysely, name)).toMatchObject({ spentMillicredits: 3_000, version: 4 });
  });

  it("refuses a key that stands for something else, in whole or in part", async () => {
    const { reservationId, ...name } = await reservationOf(kysely, 10_000);
    await grant(kysely, { ...name, amountMillicredits: 3_000, idempotencyKey: "gift" });
    const other = await reserve(kysely, {
      ...name,
      jobId: null,
      amountMillicredits: 3_000,
      idempotencyKey: "other",
    });
    if (other.outcome !== "reserved") throw new Error(other.outcome);
    const input = { reservationId, ...chunk };
    await settleReservation(kysely, input);
    const before = await getWallet(kysely, name);
    const reuses = [
      { ...input, captureMillicredits: 3_001 },
      { ...input, captureMillicredits: 0 },
      { ...input, release: nothing },
      { ...input, subject: "chunk:13" },
      { ...input, release: { amountMillicredits: 2_000, reasons: { invalid: 2_000 } } },
      { ...input, release: { amountMillicredits: 2_000, reasons: { invalid: 1_500, failed: 500 } } },
      { ...input, reservationId: other.reservationId },
      { ...input, captureMillicredits: 1_000_000 },
      { ...input, idempotencyKey: "gift" },
    ];
    for (const reuse of reuses)
      expect(await settleReservation(kysely, reuse)).toEqual({ outcome: "key_reused" });
    const { idempotencyKey, subject } = chunk;
    const single = { reservationId, idempotencyKey, subject };
    expect(await capture(kysely, { ...single, amountMillicredits: 3_000 })).toEqual({
      outcome: "key_reused",
    });
    expect(await release(kysely, { ...single, ...chunk.release })).toEqual({ outcome: "key_reused" });
    expect(await getWallet(kysely, name)).toEqual(before);
  });

  it("settles a chunk once when its workers race", async () => {
    const { reservationId, ...name } = await reservationOf(kysely, 100_000);
    const input = { reservationId, ...chunk };
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => settleReservation(kysely, input)));
    expect(outcomes.filter(({ outcome }) => outcome === "posted")).toHaveLength(1);
    expect(outcomes.filter(({ outcome }) => outcome === "replayed")).toHaveLength(19);
    expect(await getWallet(kysely, name)).toMatchObject({ spentMillicredits: 3_000, version: 4 });
  });

  it("reads the same few entries however long the history is", async () => {
    const { reservationId, ...name } = await reservationOf(kysely, 1_000_000);
    const input = { reservationId, ...chunk, captureMillicredits: 20 };
    const small = { amountMillicredits: 10, reasons: { failed: 10 } };
    const countReads = async (transaction: Connection) => {
      const { rows } = await sql<{ read: number }>`
        select seq_tup_read + idx_tup_fetch as read from pg_stat_xact_user_tables
        where relname = 'entries'`.execute(transaction);
      return rows[0]!.read;
    };
    const entriesRead = async (idempotencyKey: string) =>
      inTransaction(kysely, async (transaction) => {
        const before = await countReads(transaction);
        await settleReservation(transaction, { ...input, release: small, idempotencyKey });
        return (await countReads(transaction)) - before;
      });
    const early = await entriesRead("early");
    for (let round = 0; round < 150; round += 1) {
      await settleReservation(kysely, { ...input, release: small, idempotencyKey: `round:${round}` });
    }
    expect(await entriesRead("late")).toBeLessThanOrEqual(early + 5);
    expect(await getWallet(kysely, name)).toMatchObject({ version: 2 + 152 * 2 });
  });

  it("throws for a missing reservation and for reasons that do not add up", async () => {
    const { reservationId } = await reservationOf(kysely, 10_000);
    await expect(settleReservation(kysely, { ...chunk, reservationId: "rsv_none" })).rejects.toThrow(
      ReservationNotFoundError,
    );
    const wrong = [
      { amountMillicredits: 2_000, reasons: { invalid: 1_999 } },
      { amountMillicredits: 2_000, reasons: {} },
      { amountMillicredits: 2_000, reasons: { invalid: 2_001, unknown: -1 } },
      { amountMillicredits: 0.5, reasons: { invalid: 0.5 } },
    ];
    for (const lot of wrong) {
      await expect(settleReservation(kysely, { ...chunk, reservationId, release: lot })).rejects.toThrow(
        RangeError,
      );
    }
    await expect(
      settleReservation(kysely, { ...chunk, reservationId, captureMillicredits: -1 }),
    ).rejects.toThrow(RangeError);
  });
});

describe("capture and release", () => {
  it("are settlements of one half", async () => {
    const { reservationId, ...name } = await reservationOf(kysely, 10_000);
    const half = { reservationId, subject: "reveal" };
    const captured = await capture(kysely, { ...half, amountMillicredits: 4_000, idempotencyKey: "c" });
    const released = await release(kysely, {
      ...half,
      amountMillicredits: 5_000,
      reasons: { not_found: 5_000 },
      idempotencyKey: "r",
    });
    const { entries } = await listEntries(kysely, { ...name, limit: 2 });
    expect(captured).toEqual({ outcome: "posted", entryId: entries[1]?.id });
    expect(released).toEqual({ outcome: "posted", entryId: entries[0]?.id });
    expect(await capture(kysely, { ...half, amountMillicredits: 4_000, idempotencyKey: "c" })).toEqual({
      ...captured,
      outcome: "replayed",
    });
    expect(await getWallet(kysely, name)).toMatchObject({
      availableMillicredits: 5_000,
      reservedMillicredits: 1_000,
      spentMillicredits: 4_000,
    });
    expect(await capture(kysely, { ...half, amountMillicredits: 0, idempotencyKey: "0" })).toEqual({
      outcome: "posted",
      entryId: null,
    });
  });
});
