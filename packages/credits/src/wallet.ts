import type { Mode } from "@winnow/contracts";
import type { Connection } from "@winnow/database";
import { WalletNotFoundError } from "#not-found.ts";
import type { WalletName } from "#wallet-name.ts";

/** `granted = available + reserved + spent`, all at least 0. */
export interface Balances {
  readonly grantedMillicredits: number;
  readonly availableMillicredits: number;
  readonly reservedMillicredits: number;
  readonly spentMillicredits: number;
}

export interface Wallet extends WalletName, Balances {
  /** Version of the newest entry; 0 before the first. */
  readonly version: number;
}

export interface WalletRow {
  organization_id: string;
  mode: Mode;
  granted: number;
  available: number;
  reserved: number;
  spent: number;
  version: number;
}

export function walletOf(row: WalletRow): Wallet {
  return {
    organizationId: row.organization_id,
    mode: row.mode,
    grantedMillicredits: row.granted,
    availableMillicredits: row.available,
    reservedMillicredits: row.reserved,
    spentMillicredits: row.spent,
    version: row.version,
  };
}

/** The balances as of now. @throws WalletNotFoundError */
export async function getWallet(connection: Connection, name: WalletName): Promise<Wallet> {
  const row = await connection
    .selectFrom("wallets")
    .selectAll()
    .where("organization_id", "=", name.organizationId)
    .where("mode", "=", name.mode)
    .executeTakeFirst();
  if (row === undefined) throw new WalletNotFoundError(name);
  return walletOf(row);
}
