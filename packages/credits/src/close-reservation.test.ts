import { createTestDatabase } from "@winnow/testing";
import { afterAll, describe, expect, it } from "vitest";
import { auditLedger } from "#audit.ts";
import { capture } from "#capture.ts";
import { closeReservation } from "#close-reservation.ts";
import { reservationOf } from "#fixture/organization.ts";
import { grant } from "#grant.ts";
import { listEntries } from "#list-entries.ts";
import { ReservationNotFoundError } from "#not-found.ts";
import { release } from "#release.ts";
import { reserve } from "#reserve.ts";
import { getWallet } from "#wallet.ts";

const database = await createTestDatabase();
afterAll(() => database[Symbol.asyncDispose]());
const { kysely } = database;

describe("closeReservation", () => {
  it("releases what is left, and is replayed", async () => {
    const { reservationId, ...name } = await reservationOf(kysely, 10_000);
    await capture(kysely, { reservationId, subject: "a", amountMillicredits: 4_000, idempotencyKey: "a" });
    const input = { reservationId, reason: "cancelled", idempotencyKey: "close:job_1" } as const;
    const closed = await closeReservation(kysely, input);
    expect(closed).toMatchObject({ outcome: "closed", releasedMillicredits: 6_000 });
    const { entries } = await listEntries(kysely, { ...name, limit: 1 });
    expect(entries).toMatchObject([{ kind: "release", reasons: { cancelled: 6_000 } }]);
    expect(closed).toMatchObject({ entryId: entries[0]?.id });
    expect(await getWallet(kysely, name)).toMatchObject({
      availableMillicredits: 6_000,
      reservedMillicredits: 0,
      spentMillicredits: 4_000,
      version: 4,
    });
    expect(await closeReservation(kysely, input)).toEqual({ ...closed, outcome: "replayed" });
    expect(await closeReservation(kysely, { ...input, idempotencyKey: "again" })).toEqual({
      outcome: "already_closed",
    });
    expect(await closeReservation(kysely, { ...input, reason: "remainder" })).toEqual({
      outcome: "key_reused",
    });
    expect(await auditLedger(kysely, name)).toMatchObject({ problems: [], version: 4 });
  });

  it("has nothing to do for a reservation that was settled to the last", async () => {
    const { reservationId, ...name } = await reservationOf(kysely, 10_000);
    await capture(kysely, { reservationId, subject: "a", amountMillicredits: 10_000, idempotencyKey: "a" });
    const input = { reservationId, reason: "remainder", idempotencyKey: "close" } as const;
    expect(await closeReservation(kysely, input)).toEqual({ outcome: "already_closed" });
    expect(await closeReservation(kysely, { ...input, idempotencyKey: "a" })).toEqual({
      outcome: "key_reused",
    });
    expect(await getWallet(kysely, name)).toMatchObject({ spentMillicredits: 10_000, version: 3 });
  });

  it("takes no other release for its own", async () => {
    const { reservationId, ...name } = await reservationOf(kysely, 1_000);
    await grant(kysely, { ...name, amountMillicredits: 1_000, idempotencyKey: "gift" });
    const other = await reserve(kysely, { ...name, amountMillicredits: 1_000, idempotencyKey: "other" });
    if (other.outcome !== "reserved") throw new Error(other.outcome);
    const close = { reason: "failed", idempotencyKey: "close" } as const;
    expect(await closeReservation(kysely, { ...close, reservationId })).toMatchObject({ outcome: "closed" });
    const { reservationId: otherId } = other;
    expect(await closeReservation(kysely, { ...close, reservationId: otherId })).toEqual({
      outcome: "key_reused",
    });
    await release(kysely, {
      reservationId: otherId,
      subject: "chunk:1",
      amountMillicredits: 10,
      reasons: { failed: 10 },
      idempotencyKey: "chunk:1",
    });
    expect(
      await closeReservation(kysely, { ...close, reservationId: otherId, idempotencyKey: "chunk:1" }),
    ).toEqual({ outcome: "key_reused" });
    expect(await getWallet(kysely, name)).toMatchObject({ reservedMillicredits: 990 });
  });

  it("closes once when job and sweeper race", async () => {
    const { reservationId, ...name } = await reservationOf(kysely, 10_000);
    const close = (idempotencyKey: string) =>
      closeReservation(kysely, { reservationId, reason: "remainder", idempotencyKey });
    const outcomes = await Promise.all(Array.from({ length: 10 }, (_, index) => close(`close:${index}`)));
    expect(outcomes.filter(({ outcome }) => outcome === "closed")).toHaveLength(1);
    expect(outcomes.filter(({ outcome }) => outcome === "already_closed")).toHaveLength(9);
    expect(await getWallet(kysely, name)).toMatchObject({ availableMillicredits: 10_000, version: 3 });
  });

  it("throws for a reservation that does not exist", async () => {
    const input = { reservationId: "rsv_none", reason: "remainder", idempotencyKey: "close" } as const;
    await expect(closeReservation(kysely, input)).rejects.toThrow(ReservationNotFoundError);
  });
});
