import type { Connection } from "@winnow/database";
import { entryOf, type Entry } from "#entry.ts";
import { getWallet } from "#wallet.ts";
import type { WalletName } from "#wallet-name.ts";

export interface ListEntriesInput extends WalletName {
  /** The `next` of the page before; absent or null for the first page. */
  readonly after?: number | null | undefined;
  /** At least 1. */
  readonly limit: number;
}

export interface EntryPage {
  /** Newest first. */
  readonly entries: readonly Entry[];
  /** Version of the last entry shown; null on the last page. Entries posted meanwhile shift nothing. */
  readonly next: number | null;
}

/** A page of a wallet's history. @throws WalletNotFoundError, RangeError */
export async function listEntries(connection: Connection, input: ListEntriesInput): Promise<EntryPage> {
  const { organizationId, mode, after, limit } = input;
  if (!Number.isSafeInteger(limit) || limit < 1) {
    throw new RangeError(`limit must be a positive integer: ${limit}`);
  }
  let query = connection
    .selectFrom("entries")
    .selectAll()
    .where("organization_id", "=", organizationId)
    .where("mode", "=", mode)
    .orderBy("wallet_version", "desc")
    .limit(limit + 1);
  if (typeof after === "number") query = query.where("wallet_version", "<", after);
  const rows = await query.execute();
  // An empty page is the only one that leaves the wallet in doubt.
  if (rows.length === 0) await getWallet(connection, { organizationId, mode });
  const entries = rows.slice(0, limit).map(entryOf);
  return { entries, next: rows.length > limit ? (entries.at(-1)?.version ?? null) : null };
}
