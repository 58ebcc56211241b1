import type { DatabaseOutput } from "@winnow/database";
import { createTestDatabase } from "@winnow/testing";
import { sql } from "kysely";
import { afterAll, describe, expect, it } from "vitest";
import { auditLedger } from "#audit.ts";
import { capture } from "#capture.ts";
import { reservationOf, walletWith } from "#fixture/organization.ts";
import { refund } from "#refund.ts";

// What the code would never write, by hand: the tables refuse it without the code's help.
const database = await createTestDatabase();
afterAll(() => database[Symbol.asyncDispose]());
const { kysely } = database;

const CHECK = "23514";
const UNIQUE = "23505";
const FOREIGN_KEY = "23503";
const RESTRICT = "23001";

type Draft = Partial<DatabaseOutput<"entries">>;

/** A wallet at version 3: 5,000 granted, 3,000 of them reserved, 2,000 of those captured. */
async function ledger() {
  const { reservationId, ...name } = await reservationOf(kysely, 3_000);
  const captured = await capture(kysely, {
    reservationId,
    amountMillicredits: 2_000,
    subject: "chunk:1",
    idempotencyKey: "chunk:1",
  });
  if (captured.outcome !== "posted" || captured.entryId === null) throw new Error(captured.outcome);
  return { name, reservationId, captureEntryId: captured.entryId };
}

type Ledger = Awaited<ReturnType<typeof ledger>>;

/** Inserts a correct grant of 10 as the next entry, but for what `draft` says. */
async function insertEntry({ name }: Ledger, draft: Draft): Promise<unknown> {
  const entry = {
    id: `ent_${Math.random()}`,
    organization_id: name.organizationId,
    mode: name.mode,
    kind: "grant",
    delta_granted: 10,
    delta_available: 10,
    delta_reserved: 0,
    delta_spent: 0,
    wallet_version: 4,
    available_after: 10,
    reserved_after: 1_000,
    spent_after: 2_000,
    idempotency_key: "by hand",
    ...draft,
  };
  const columns = sql.join(Object.keys(entry).map((column) => sql.ref(column)));
  const values = sql.join(
    Object.values(entry).map((value) =>
      value !== null && typeof value === "object" ? JSON.stringify(value) : value,
    ),
  );
  return sql`insert into entries (${columns}) values (${values})`.execute(kysely);
}

/** What a refund of 10 moves. */
const refundOfTen: Draft = { kind: "refund", delta_granted: 0, delta_spent: -10, spent_after: 1_990 };

describe("entries", () => {
  it("accept the grant that the other cases bend", async () => {
    const state = await ledger();
    await insertEntry(state, {});
    // The entry is there and the wallet was not moved: the audit reports that.
    expect((await auditLedger(kysely, state.name)).problems).toContain(
      "version is 3, but its entries add up to 4",
    );
  });

  it("are never changed, deleted or truncated", async () => {
    const { captureEntryId } = await ledger();
    const refused = { code: RESTRICT, message: "entries is append-only" };
    await expect(
      sql`update entries set subject = 'other' where id = ${captureEntryId}`.execute(kysely),
    ).rejects.toMatchObject(refused);
    await expect(sql`delete from entries where id = ${captureEntryId}`.execute(kysely)).rejects.toMatchObject(
      refused,
    );
    await expect(sql`truncate entries cascade`.execute(kysely)).rejects.toMatchObject(refused);
    await expect(sql`truncate wallets cascade`.execute(kysely)).rejects.toMatchObject(refused);
  });

  it.each<[string, Draft, string]>([
    ["that does not balance", { delta_granted: 11 }, "entry_balances"],
    ["of an unknown kind", { kind: "gift" as "grant" }, "entry_moves_what_its_kind_says"],
    [
      "that moves what its kind does not",
      { delta_available: 0, delta_spent: 10, available_after: 0, spent_after: 2_010 },
      "entry_moves_what_its_kind_says",
    ],
    [
      "that takes away what was granted",
      { delta_granted: -10, delta_available: -10 },
      "entry_moves_what_its_kind_says",
    ],
    [
      "that moves nothing",
      { delta_granted: 0, delta_available: 0, available_after: 0 },
      "entry_moves_what_its_kind_says",
    ],
    ["without a key", { idempotency_key: "" }, "entry_key_length"],
    ["that is another operation's second part", { key_part: 2 }, "entry_key_part"],
    ["that is a third part", { key_part: 3 }, "entry_key_part"],
    ["with reasons, unless it releases", { reasons: { invalid: 10 } }, "entry_release_says_why"],
    ["below zero", { available_after: -1 }, "entries_available_after_check"],
  ])("refuse one %s", async (_, draft, constraint) => {
    await expect(insertEntry(await ledger(), draft)).rejects.toMatchObject({ code: CHECK, constraint });
  });

  it("refuse a version that is taken, a gap, and balances that do not continue", async () => {
    const state = await ledger();
    await expect(
      insertEntry(state, { wallet_version: 3, reserved_after: 3_000, spent_after: 0 }),
    ).rejects.toMatchObject({ code: UNIQUE, constraint: "entry_versions_unique" });
    const broken = { code: FOREIGN_KEY, constraint: "entry_continues_the_previous" };
    await expect(insertEntry(state, { wallet_version: 5 })).rejects.toMatchObject(broken);
    await expect(insertEntry(state, { available_after: 11 })).rejects.toMatchObject(broken);
    await expect(insertEntry(state, { reserved_after: 999 })).rejects.toMatchObject(broken);
    await expect(insertEntry(state, { spent_after: 0 })).rejects.toMatchObject(broken);
  });

  it("refuse a first one that finds something", async () => {
    const state = await ledger();
    const name = await walletWith(kysely, 0);
    const first = { wallet_version: 1, reserved_after: 0, spent_after: 0 };
    await expect(insertEntry({ ...state, name }, { ...first, available_after: 11 })).rejects.toMatchObject({
      constraint: "entry_first_finds_nothing",
    });
    await insertEntry({ ...state, name }, { ...first, available_after: 10 });
  });

  it("refuse a key twice in a wallet", async () => {
    await expect(insertEntry(await ledger(), { idempotency_key: "chunk:1" })).rejects.toMatchObject({
      code: UNIQUE,
      constraint: "entry_key_unique",
    });
  });

  it("refuse a capture without a reservation, or with another wallet's", async () => {
    const state = await ledger();
    const other = await ledger();
    const draft: Draft = {
      kind: "capture",
      delta_granted: 0,
      delta_available: 0,
      delta_reserved: -10,
      delta_spent: 10,
      available_after: 0,
      reserved_after: 990,
      spent_after: 2_010,
    };
    await expect(insertEntry(state, draft)).rejects.toMatchObject({
      constraint: "entry_names_its_reservation",
    });
    await expect(insertEntry(state, { ...draft, reservation_id: other.reservationId })).rejects.toMatchObject(
      { code: FOREIGN_KEY, constraint: "entry_reservation_of_its_wallet" },
    );
    await expect(insertEntry(state, { reservation_id: state.reservationId })).rejects.toMatchObject({
      constraint: "entry_names_its_reservation",
    });
  });

  it("refuse a release whose reasons are missing or do not add up", async () => {
    const state = await ledger();
    const draft: Draft = {
      kind: "release",
      delta_granted: 0,
      delta_reserved: -10,
      reserved_after: 990,
      reservation_id: state.reservationId,
    };
    await expect(insertEntry(state, draft)).rejects.toMatchObject({ constraint: "entry_release_says_why" });
    await expect(insertEntry(state, { ...draft, reasons: { invalid: 4, unknown: 5 } })).rejects.toMatchObject(
      { constraint: "entry_reasons_add_up" },
    );
    await insertEntry(state, { ...draft, reasons: { invalid: 4, unknown: 6 } });
  });

  it("refuse a refund without its capture or its row", async () => {
    const state = await ledger();
    await expect(insertEntry(state, { ...refundOfTen, subject: "row:1" })).rejects.toMatchObject({
      constraint: "entry_refund_names_its_capture",
    });
    await expect(
      insertEntry(state, { ...refundOfTen, reverses: state.captureEntryId }),
    ).rejects.toMatchObject({ constraint: "entry_refund_names_its_row" });
    await expect(insertEntry(state, { reverses: state.captureEntryId })).rejects.toMatchObject({
      constraint: "entry_refund_names_its_capture",
    });
  });

  it("refuse a refund of what is not a capture of its wallet", async () => {
    const state = await ledger();
    const other = await ledger();
    const grantEntry = await kysely
      .selectFrom("entries")
      .select("id")
      .where("organization_id", "=", state.name.organizationId)
      .where("kind", "=", "grant")
      .executeTakeFirstOrThrow();
    for (const reverses of [other.captureEntryId, grantEntry.id]) {
      await expect(insertEntry(state, { ...refundOfTen, subject: "row:1", reverses })).rejects.toMatchObject({
        code: CHECK,
        constraint: "entry_refund_reverses_a_capture",
      });
    }
  });

  it("refuse a second refund of a row, and refunds beyond the capture", async () => {
    const state = await ledger();
    const { captureEntryId, reservationId } = state;
    // Another capture, so that the wallet has spent enough for the excess.
    await capture(kysely, {
      reservationId,
      amountMillicredits: 1_000,
      subject: "chunk:2",
      idempotencyKey: "chunk:2",
    });
    await refund(kysely, {
      captureEntryId,
      subject: "row:1",
      amountMillicredits: 1_995,
      idempotencyKey: "row:1",
    });
    const draft: Draft = {
      kind: "refund",
      reverses: captureEntryId,
      delta_granted: 0,
      wallet_version: 6,
      reserved_after: 0,
    };
    const five: Draft = {
      ...draft,
      delta_available: 5,
      delta_spent: -5,
      available_after: 2_000,
      spent_after: 1_000,
    };
    const six: Draft = {
      ...draft,
      delta_available: 6,
      delta_spent: -6,
      available_after: 2_001,
      spent_after: 999,
    };
    await expect(insertEntry(state, { ...five, subject: "row:1" })).rejects.toMatchObject({
      code: UNIQUE,
      constraint: "entries_one_refund_per_row",
    });
    await expect(insertEntry(state, { ...six, subject: "row:2" })).rejects.toMatchObject({
      code: CHECK,
      constraint: "entry_refunds_within_capture",
    });
    await insertEntry(state, { ...five, subject: "row:2" });
  });
});

describe("wallets", () => {
  it.each<[string, string, string]>([
    ["create credits", "granted = granted + 1", "wallet_conservation"],
    ["overdraw", "available = -1, spent = spent + 1", "wallets_available_check"],
    ["hold less than nothing", "reserved = -1, spent = spent + 1001", "wallets_reserved_check"],
    ["spend less than nothing", "spent = -1, available = available + 2001", "wallets_spent_check"],
    ["go back before the first entry", "version = 0", "wallet_starts_empty"],
  ])("refuse to %s", async (_, change, constraint) => {
    const { name } = await ledger();
    await expect(
      sql`update wallets set ${sql.raw(change)} where organization_id = ${name.organizationId}
        and mode = ${name.mode}`.execute(kysely),
    ).rejects.toMatchObject({ code: CHECK, constraint });
  });

  it.each([
    "available = available + 1, granted = granted + 1",
    "available = available + 1, reserved = reserved - 1",
    "reserved = reserved - 1, spent = spent + 1",
    "version = version + 1",
    "version = version - 1",
  ])("refuse to change without an entry: %s", async (change) => {
    const { name } = await ledger();
    await expect(
      sql`update wallets set ${sql.raw(change)} where organization_id = ${name.organizationId}
        and mode = ${name.mode}`.execute(kysely),
    ).rejects.toMatchObject({ code: FOREIGN_KEY, constraint: "wallet_equals_its_newest_entry" });
  });

  it("are not deleted once they have a history", async () => {
    const { name } = await ledger();
    await expect(
      kysely.deleteFrom("wallets").where("organization_id", "=", name.organizationId).execute(),
    ).rejects.toMatchObject({ code: FOREIGN_KEY });
  });
});

describe("reservations", () => {
  it.each<[string, string, string]>([
    ["be overdrawn", "captured = captured + 1001", "reservation_never_overdrawn"],
    ["be overdrawn by a release", "released = released + 1001", "reservation_never_overdrawn"],
    ["close with something left", "closed_at = now()", "reservation_closed_means_settled"],
    ["stay open with nothing left", "released = released + 1000", "reservation_closed_means_settled"],
    ["capture less than nothing", "captured = -1", "reservations_captured_check"],
    ["release less than nothing", "released = -1", "reservations_released_check"],
    ["hold nothing", "amount = 0, captured = 0, closed_at = now()", "reservations_amount_check"],
  ])("refuse to %s", async (_, change, constraint) => {
    const { reservationId } = await ledger();
    await expect(
      sql`update reservations set ${sql.raw(change)} where id = ${reservationId}`.execute(kysely),
    ).rejects.toMatchObject({ code: CHECK, constraint });
  });

  it("are not deleted once they have entries", async () => {
    const { reservationId } = await ledger();
    await expect(
      kysely.deleteFrom("reservations").where("id", "=", reservationId).execute(),
    ).rejects.toMatchObject({ code: FOREIGN_KEY });
  });
});
