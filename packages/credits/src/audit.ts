import type { Connection } from "@winnow/database";
import { auditQuery } from "#audit-query.ts";
import { WalletNotFoundError } from "#not-found.ts";
import { walletOf, type Balances, type Wallet } from "#wallet.ts";
import type { WalletName } from "#wallet-name.ts";

export interface AuditReport {
  /** Whether there are no problems. */
  readonly ok: boolean;
  readonly version: number;
  /** What the wallet says. */
  readonly wallet: Wallet;
  /** What its entries add up to. */
  readonly entries: Balances & { readonly count: number };
  /** What disagrees, in words; the first 100. */
  readonly problems: readonly string[];
}

/**
 * Recomputes a wallet from its entries and reservations, trusting none of the constraints that should make them agree.
 * One statement, hence one snapshot, also beside running work. Reads the whole history of the wallet.
 * @throws WalletNotFoundError
 */
export async function auditLedger(connection: Connection, name: WalletName): Promise<AuditReport> {
  const { rows } = await auditQuery(name).execute(connection);
  const row = rows[0];
  if (row === undefined) throw new WalletNotFoundError(name);
  return {
    ok: row.problems.length === 0,
    version: row.version,
    wallet: walletOf(row),
    entries: {
      count: row.count,
      grantedMillicredits: row.entered_granted,
      availableMillicredits: row.entered_available,
      reservedMillicredits: row.entered_reserved,
      spentMillicredits: row.entered_spent,
    },
    problems: row.problems,
  };
}
