import { inTransaction, openDatabase, type Connection } from "@winnow/database";
import { createTestDatabase, waitFor } from "@winnow/testing";
import { sql } from "kysely";
import { expect, it } from "vitest";
import { auditLedger } from "#audit.ts";
import { closeReservation } from "#close-reservation.ts";
import { walletWith } from "#fixture/organization.ts";
import { refund } from "#refund.ts";
import { reserve } from "#reserve.ts";
import { settleReservation } from "#settle.ts";
import { getWallet } from "#wallet.ts";
import type { WalletName } from "#wallet-name.ts";

const CONNECTIONS = 24;
const WORKERS = "ledger-workers";
const GRANTED = 40_000;

/** Works one job through the ledger: reserve, settle in chunks, sometimes refund, close. @returns what it spent, or why not. */
async function workJob(connection: Connection, name: WalletName, job: string): Promise<number | "drained"> {
  const reserved = await reserve(connection, {
    ...name,
    jobId: job,
    amountMillicredits: 1_000,
    idempotencyKey: `reserve:${job}`,
  });
  if (reserved.outcome === "insufficient_credits") return "drained";
  if (reserved.outcome !== "reserved") throw new Error(reserved.outcome);
  const { reservationId } = reserved;
  const chunk = async (transaction: Connection, number: number) => {
    const settled = await settleReservation(transaction, {
      reservationId,
      subject: `chunk:${number}`,
      captureMillicredits: 300,
      release: { amountMillicredits: 100, reasons: { unknown: 100 } },
      idempotencyKey: `chunk:${job}:${number}`,
    });
    if (settled.outcome !== "posted" || settled.captureEntryId === null) throw new Error(settled.outcome);
    return settled.captureEntryId;
  };
  // Two workers of one job, one of them with its refund in the same transaction, beside a transaction that fails.
  const failure = new Error("rolled back");
  await Promise.all([
    chunk(connection, 0),
    inTransaction(connection, async (transaction) => {
      const captureEntryId = await chunk(transaction, 1);
      const refunded = await refund(transaction, {
        captureEntryId,
        subject: "row:1",
        amountMillicredits: 50,
        idempotencyKey: `refund:${job}`,
      });
      if (refunded.outcome !== "posted") throw new Error(refunded.outcome);
    }),
    inTransaction(connection, async (transaction) => {
      await closeReservation(transaction, {
        reservationId,
        reason: "failed",
        idempotencyKey: `fail:${job}`,
      });
      throw failure;
    }).catch((error: unknown) => {
      if (error !== failure) throw error;
    }),
  ]);
  const closed = await closeReservation(connection, {
    reservationId,
    reason: "remainder",
    idempotencyKey: `close:${job}`,
  });
  if (closed.outcome !== "closed" || closed.releasedMillicredits !== 200) throw new Error(closed.outcome);
  return 550;
}

it(`keeps three wallets right while ${CONNECTIONS} connections drain them`, async () => {
  await using database = await createTestDatabase();
  const names = [GRANTED, GRANTED, GRANTED].map((amount) => walletWith(database.kysely, amount));
  const wallets = await Promise.all(names);
  const spent = wallets.map(() => 0);
  {
    await using parallel = openDatabase({
      connectionString: database.connectionString,
      connectionsMax: CONNECTIONS,
      applicationName: WORKERS,
    });
    await Promise.all(
      Array.from({ length: CONNECTIONS }, async (_, worker) => {
        const drained = new Set<number>();
        for (let round = 0; drained.size < wallets.length; round += 1) {
          const at = (worker + round) % wallets.length;
          if (drained.has(at)) continue;
          const paid = await workJob(parallel.kysely, wallets[at]!, `job_${worker}_${round}`);
          if (paid === "drained") drained.add(at);
          else spent[at]! += paid;
        }
      }),
    );
  }
  for (const [at, name] of wallets.entries()) {
    const wallet = await getWallet(database.kysely, name);
    expect(wallet).toMatchObject({
      grantedMillicredits: GRANTED,
      availableMillicredits: GRANTED - spent[at]!,
      reservedMillicredits: 0,
      spentMillicredits: spent[at]!,
    });
    expect(wallet.availableMillicredits).toBeLessThan(1_000);
    expect((await auditLedger(database.kysely, name)).problems).toEqual([]);
  }
  expect(await countDeadlocks(database.kysely)).toBe(0);
});

/** Deadlocks of this database so far. `inTransaction` repeats their victims, so that no error tells of them. */
async function countDeadlocks(connection: Connection): Promise<number> {
  // A server process reports its figures at the latest when it ends.
  await waitFor("the workers' connections to end", async () => {
    const { rows } = await sql`
      select from pg_stat_activity where datname = current_database() and application_name = ${WORKERS}`.execute(
      connection,
    );
    return rows.length === 0;
  });
  const { rows } = await sql<{ deadlocks: number }>`
    select deadlocks from pg_stat_database where datname = current_database()`.execute(connection);
  return rows[0]!.deadlocks;
}
