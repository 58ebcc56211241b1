import { inTransaction } from "@winnow/database";
import { createTestDatabase } from "@winnow/testing";
import { sql } from "kysely";
import { afterAll, describe, expect, it } from "vitest";
import { auditLedger } from "#audit.ts";
import { reservationOf } from "#fixture/organization.ts";
import { grant } from "#grant.ts";
import { WalletNotFoundError } from "#not-found.ts";
import { refund } from "#refund.ts";
import { reserve } from "#reserve.ts";
import { settleReservation } from "#settle.ts";
import type { WalletName } from "#wallet-name.ts";

const database = await createTestDatabase();
afterAll(() => database[Symbol.asyncDispose]());
const { kysely } = database;

/** A wallet that has seen every kind of entry: 5,000 granted and reserved, 3,000 captured, 1,000 released, 500 refunded. */
async function ledger() {
  const { reservationId, ...name } = await reservationOf(kysely, 5_000);
  const settled = await settleReservation(kysely, {
    reservationId,
    subject: "chunk:1",
    captureMillicredits: 3_000,
    release: { amountMillicredits: 1_000, reasons: { invalid: 1_000 } },
    idempotencyKey: "chunk:1",
  });
  if (settled.outcome !== "posted" || settled.captureEntryId === null) throw new Error(settled.outcome);
  const { captureEntryId, releaseEntryId } = settled;
  await refund(kysely, {
    captureEntryId,
    subject: "row:1",
    amountMillicredits: 500,
    idempotencyKey: "row:1",
  });
  return { name, reservationId, captureEntryId, releaseEntryId };
}

/** The problems after damage that no constraint was there to refuse; the damage is undone. */
async function problemsAfter(
  damage: (state: Awaited<ReturnType<typeof ledger>>) => string | readonly string[],
) {
  const state = await ledger();
  expect((await auditLedger(kysely, state.name)).problems).toEqual([]);
  let problems: readonly string[] = [];
  const undo = new Error("undo");
  await kysely
    .transaction()
    .execute(async (transaction) => {
      await sql`set local session_replication_role = replica`.execute(transaction);
      const { rows } = await sql<{ table: string; name: string }>`
        select conrelid::regclass::text as "table", conname as name from pg_constraint
        where contype = 'c' and conrelid in ('entries'::regclass, 'wallets'::regclass, 'reservations'::regclass)
      `.execute(transaction);
      for (const { table, name } of rows) {
        await sql`alter table ${sql.table(table)} drop constraint ${sql.ref(name)}`.execute(transaction);
      }
      for (const statement of [damage(state)].flat()) await sql.raw(statement).execute(transaction);
      problems = (await auditLedger(transaction, state.name)).problems;
      throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error;
    });
  return { problems, ...state };
}

const ofWallet = ({ name }: { name: WalletName }) =>
  `organization_id = '${name.organizationId}' and mode = '${name.mode}'`;

describe("audit", () => {
  it("recomputes a wallet from its entries", async () => {
    const { name } = await ledger();
    const balances = {
      grantedMillicredits: 5_000,
      availableMillicredits: 1_500,
      reservedMillicredits: 1_000,
      spentMillicredits: 2_500,
    };
    expect(await auditLedger(kysely, name)).toEqual({
      ok: true,
      version: 5,
      wallet: { ...name, ...balances, version: 5 },
      entries: { ...balances, count: 5 },
      problems: [],
    });
  });

  it("is fine with a wallet that has no history, and throws for none", async () => {
    const { name } = await ledger();
    expect(await auditLedger(kysely, { ...name, mode: "test" })).toMatchObject({
      ok: true,
      version: 0,
      entries: { count: 0 },
    });
    await expect(auditLedger(kysely, { organizationId: "org_none", mode: "live" })).rejects.toThrow(
      WalletNotFoundError,
    );
  });

  it("sees one moment, whatever is posted meanwhile", async () => {
    const { name } = await ledger();
    const progress = { done: false };
    const writer = (async () => {
      for (let round = 0; round < 60; round += 1) {
        await inTransaction(kysely, async (transaction) => {
          await grant(transaction, { ...name, amountMillicredits: 10, idempotencyKey: `grant:${round}` });
          await reserve(transaction, {
            ...name,
            jobId: null,
            amountMillicredits: 10,
            idempotencyKey: `reserve:${round}`,
          });
        });
      }
      progress.done = true;
    })();
    const versions = new Set<number>();
    while (!progress.done) {
      const { problems, version } = await auditLedger(kysely, name);
      expect(problems).toEqual([]);
      versions.add(version);
    }
    await writer;
    expect((await auditLedger(kysely, name)).version).toBe(125);
    expect(versions.size).toBeGreaterThan(1);
  });

  it("finds a wallet that disagrees with its entries", async () => {
    const { problems } = await problemsAfter(
      (state) =>
        `update wallets set available = available + 1, granted = granted + 1 where ${ofWallet(state)}`,
    );
    expect(problems).toEqual([
      "granted is 5001, but its entries add up to 5000",
      "available is 1501, but its entries add up to 1500",
    ]);
  });

  it("finds a wallet that does not conserve, or is below zero", async () => {
    const { problems } = await problemsAfter(
      (state) => `update wallets set spent = -1 where ${ofWallet(state)}`,
    );
    expect(problems).toEqual([
      "spent is -1, but its entries add up to 2500",
      "granted is 5000, but available + reserved + spent is 2499",
      "spent is -1: below zero",
    ]);
  });

  it("finds a deleted entry", async () => {
    const { problems, releaseEntryId, reservationId } = await problemsAfter(
      (state) => `delete from entries where id = '${state.releaseEntryId}'`,
    );
    expect(releaseEntryId).not.toBeNull();
    expect(problems).toEqual([
      "available is 1500, but its entries add up to 500",
      "reserved is 1000, but its entries add up to 2000",
      expect.stringMatching(/^entry ent_\w+ has version 5 after version 3$/),
      expect.stringMatching(/^entry ent_\w+ moves available by 500 from 0, but leaves 1500$/),
      expect.stringMatching(/^entry ent_\w+ moves reserved by 0 from 2000, but leaves 1000$/),
      `reservation ${reservationId}: released is 1000, but its entries add up to 0`,
    ]);
  });

  it("finds a lost newest entry by the version", async () => {
    const { problems } = await problemsAfter(
      (state) => `update wallets set version = version + 1 where ${ofWallet(state)}`,
    );
    expect(problems).toEqual(["version is 6, but its entries add up to 5"]);
  });

  it("finds an entry that does not balance, and reasons that do not add up", async () => {
    const { problems, releaseEntryId } = await problemsAfter((state) => [
      `update entries set delta_granted = 1 where id = '${state.releaseEntryId}'`,
      `update entries set reasons = '{"invalid": 999}' where id = '${state.releaseEntryId}'`,
    ]);
    expect(problems).toEqual([
      "granted is 5000, but its entries add up to 5001",
      `entry ${releaseEntryId} does not balance`,
      `release ${releaseEntryId} of 1000 gives reasons for 999`,
    ]);
  });

  it("finds a reservation that disagrees with its entries and with what is held", async () => {
    const { problems, reservationId } = await problemsAfter(
      (state) => `update reservations set captured = captured + 1 where id = '${state.reservationId}'`,
    );
    expect(problems).toEqual([
      `reservation ${reservationId}: captured is 3001, but its entries add up to 3000`,
      "reserved is 1000, but the open reservations hold 999",
    ]);
  });

  it("finds a reservation that is overdrawn, or closed with something left", async () => {
    const overdrawn = await problemsAfter(
      (state) => `update reservations set amount = 3999 where id = '${state.reservationId}'`,
    );
    expect(overdrawn.problems).toEqual([
      `reservation ${overdrawn.reservationId}: amount is 3999, but its entries add up to 5000`,
      `reservation ${overdrawn.reservationId} of 3999 is overdrawn: captured 3000, released 1000`,
      "reserved is 1000, but the open reservations hold -1",
    ]);
    const closed = await problemsAfter(
      (state) => `update reservations set closed_at = now() where id = '${state.reservationId}'`,
    );
    expect(closed.problems).toEqual([
      `reservation ${closed.reservationId} is closed, but 1000 is left of it`,
      "reserved is 1000, but the open reservations hold 0",
    ]);
  });

  it("finds a reservation that vanished", async () => {
    const { problems, reservationId } = await problemsAfter(
      (state) => `delete from reservations where id = '${state.reservationId}'`,
    );
    expect(problems).toEqual([
      `reservation ${reservationId} has entries, but is not of this wallet`,
      "reserved is 1000, but the open reservations hold 0",
    ]);
  });

  it("finds refunds that exceed their capture, reverse none, or repeat a row", async () => {
    const { problems, captureEntryId, releaseEntryId } = await problemsAfter((state) => [
      "drop index entries_one_refund_per_row",
      `insert into entries (id, organization_id, mode, kind, delta_available, delta_spent, wallet_version,
          available_after, reserved_after, spent_after, subject, reverses, idempotency_key)
        select 'ent_' || version, organization_id, mode, 'refund', amount, -amount, version,
          available_after + moved, reserved_after, spent_after - moved, 'row:1', v.reverses, 'again' || version
        from entries, (values (6, 2501, 2501, '${state.captureEntryId}'), (7, 1, 2502, '${state.releaseEntryId}'))
          as v (version, amount, moved, reverses)
        where ${ofWallet(state)} and wallet_version = 5`,
      `update wallets set available = available + 2502, spent = spent - 2502, version = 7 where ${ofWallet(state)}`,
    ]);
    expect(problems.toSorted()).toEqual(
      [
        "spent is -2: below zero",
        `capture ${captureEntryId} of 3000 is refunded by 3001`,
        `capture ${releaseEntryId} of 0 is refunded by 1`,
        `row:1 of capture ${captureEntryId} is refunded 2 times`,
      ].toSorted(),
    );
  });
});
