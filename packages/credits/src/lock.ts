import type { Connection } from "@winnow/database";
import { sql, type RawBuilder } from "kysely";
import { ReservationNotFoundError, WalletNotFoundError } from "#not-found.ts";
import { walletOf, type Wallet, type WalletRow } from "#wallet.ts";
import type { WalletName } from "#wallet-name.ts";

/*
 * The wallet's row is the lock of the whole ledger, taken before anything else is read or written. What a later statement
 * of the transaction reads of this wallet (entries, reservations) is then the latest, and stays so until the end. Locking
 * and reading in one statement would not do: its snapshot is older than the wait for the lock.
 */

/** Locks a wallet. @throws WalletNotFoundError */
export async function lockWallet(transaction: Connection, name: WalletName): Promise<Wallet> {
  const wallet = await lock(
    transaction,
    sql`where w.organization_id = ${name.organizationId} and w.mode = ${name.mode}`,
  );
  if (wallet === undefined) throw new WalletNotFoundError(name);
  return wallet;
}

/** Locks the wallet that a reservation belongs to, not the reservation. @throws ReservationNotFoundError */
export async function lockWalletOfReservation(
  transaction: Connection,
  reservationId: string,
): Promise<Wallet> {
  const wallet = await lock(
    transaction,
    sql`join reservations r on r.organization_id = w.organization_id and r.mode = w.mode
      where r.id = ${reservationId}`,
  );
  if (wallet === undefined) throw new ReservationNotFoundError(reservationId);
  return wallet;
}

/** Locks the wallet that paid a capture; undefined when no capture has that id. */
export async function lockWalletOfCapture(
  transaction: Connection,
  captureEntryId: string,
): Promise<Wallet | undefined> {
  return lock(
    transaction,
    sql`join entries e on e.organization_id = w.organization_id and e.mode = w.mode
      where e.id = ${captureEntryId} and e.kind = 'capture'`,
  );
}

async function lock(transaction: Connection, which: RawBuilder<unknown>): Promise<Wallet | undefined> {
  const { rows } = await sql<WalletRow>`
    select w.organization_id, w.mode, w.granted, w.available, w.reserved, w.spent, w.version
    from wallets w ${which} for no key update of w`.execute(transaction);
  return rows[0] && walletOf(rows[0]);
}
