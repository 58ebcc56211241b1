import { createTestDatabase } from "@winnow/testing";
import { afterAll, describe, expect, it } from "vitest";
import { auditLedger } from "#audit.ts";
import { capture } from "#capture.ts";
import { reservationOf } from "#fixture/organization.ts";
import { listEntries } from "#list-entries.ts";
import { refund } from "#refund.ts";
import { getWallet } from "#wallet.ts";

const database = await createTestDatabase();
afterAll(() => database[Symbol.asyncDispose]());
const { kysely } = database;

/** A wallet that spent all it had on one capture. */
async function captured(amountMillicredits: number, jobId: string | null = null) {
  const { reservationId, ...name } = await reservationOf(kysely, amountMillicredits, jobId);
  const posted = await capture(kysely, {
    reservationId,
    amountMillicredits,
    subject: "chunk:1",
    idempotencyKey: "chunk:1",
  });
  if (posted.outcome !== "posted" || posted.entryId === null) throw new Error(posted.outcome);
  return { name, reservationId, captureEntryId: posted.entryId };
}

describe("refund", () => {
  it("refunds a row's credits", async () => {
    const { name, captureEntryId } = await captured(3_000, "job_1");
    const input = { captureEntryId, subject: "row:5", amountMillicredits: 1_000, idempotencyKey: "row:5" };
    const refunded = await refund(kysely, input);
    expect(refunded).toMatchObject({
      outcome: "posted",
      wallet: {
        grantedMillicredits: 3_000,
        availableMillicredits: 1_000,
        spentMillicredits: 2_000,
        version: 4,
      },
    });
    const { entries } = await listEntries(kysely, { ...name, limit: 1 });
    expect(entries).toMatchObject([
      {
        kind: "refund",
        amountMillicredits: 1_000,
        subject: "row:5",
        reverses: captureEntryId,
        jobId: "job_1",
        reservationId: null,
      },
    ]);
    expect(await refund(kysely, input)).toEqual({ ...refunded, outcome: "replayed" });
    expect((await auditLedger(kysely, name)).problems).toEqual([]);
  });

  it("refunds a row once, and no more than the capture", async () => {
    const { name, captureEntryId } = await captured(3_000);
    const input = { captureEntryId, subject: "row:1", amountMillicredits: 2_000, idempotencyKey: "row:1" };
    const first = await refund(kysely, input);
    if (first.outcome !== "posted") throw new Error(first.outcome);
    for (const amountMillicredits of [2_000, 1]) {
      expect(await refund(kysely, { ...input, amountMillicredits, idempotencyKey: "again" })).toEqual({
        outcome: "already_refunded",
        entryId: first.entryId,
      });
    }
    const second = { ...input, subject: "row:2", idempotencyKey: "row:2" };
    expect(await refund(kysely, { ...second, amountMillicredits: 1_001 })).toEqual({
      outcome: "exceeds_capture",
      refundableMillicredits: 1_000,
    });
    expect(await refund(kysely, { ...second, amountMillicredits: 1_000 })).toMatchObject({
      outcome: "posted",
    });
    expect(await refund(kysely, { ...second, subject: "row:3", idempotencyKey: "row:3" })).toEqual({
      outcome: "exceeds_capture",
      refundableMillicredits: 0,
    });
    expect(await getWallet(kysely, name)).toMatchObject({ spentMillicredits: 0, version: 5 });
  });

  it("refuses a key that stands for something else", async () => {
    const { reservationId, ...name } = await reservationOf(kysely, 6_000);
    const chunk = { reservationId, amountMillicredits: 3_000 };
    const one = await capture(kysely, { ...chunk, subject: "chunk:1", idempotencyKey: "chunk:1" });
    const other = await capture(kysely, { ...chunk, subject: "chunk:2", idempotencyKey: "chunk:2" });
    if (!("entryId" in one) || !("entryId" in other)) throw new Error("nothing captured");
    const input = {
      captureEntryId: one.entryId!,
      subject: "row:1",
      amountMillicredits: 1_000,
      idempotencyKey: "row:1",
    };
    await refund(kysely, input);
    const reuses = [
      { ...input, amountMillicredits: 999 },
      { ...input, subject: "row:2" },
      { ...input, captureEntryId: other.entryId! },
      { ...input, idempotencyKey: "chunk:1" },
    ];
    for (const reuse of reuses) expect(await refund(kysely, reuse)).toEqual({ outcome: "key_reused" });
    expect(await getWallet(kysely, name)).toMatchObject({ spentMillicredits: 5_000 });
  });

  it("finds captures only", async () => {
    const { name } = await captured(3_000);
    const input = { subject: "row:1", amountMillicredits: 1_000, idempotencyKey: "row:1" };
    const { entries } = await listEntries(kysely, { ...name, limit: 10 });
    for (const entry of entries.filter(({ kind }) => kind !== "capture")) {
      expect(await refund(kysely, { ...input, captureEntryId: entry.id })).toEqual({ outcome: "not_found" });
    }
    expect(await refund(kysely, { ...input, captureEntryId: "ent_none" })).toEqual({ outcome: "not_found" });
    await expect(
      refund(kysely, { ...input, captureEntryId: "ent_none", amountMillicredits: 0 }),
    ).rejects.toThrow(RangeError);
  });

  it("stays within the capture when rows are refunded at once", async () => {
    const { name, captureEntryId } = await captured(5_000);
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, row) =>
        refund(kysely, {
          captureEntryId,
          subject: `row:${row}`,
          amountMillicredits: 1_000,
          idempotencyKey: `row:${row}`,
        }),
      ),
    );
    expect(outcomes.filter(({ outcome }) => outcome === "posted")).toHaveLength(5);
    expect(outcomes.filter(({ outcome }) => outcome === "exceeds_capture")).toHaveLength(15);
    expect(await getWallet(kysely, name)).toMatchObject({
      availableMillicredits: 5_000,
      spentMillicredits: 0,
    });
  });
});
