import { inTransaction, type Connection } from "@winnow/database";
import { sql } from "kysely";
import { requireAmount } from "#amount.ts";
import { lockWallet } from "#lock.ts";
import type { Movement } from "#movement.ts";
import { keyIsFree, postEntries } from "#post.ts";
import { findReplay } from "#replay.ts";
import type { Wallet } from "#wallet.ts";
import type { WalletName } from "#wallet-name.ts";

export interface GrantInput extends WalletName {
  /** At least 1. */
  readonly amountMillicredits: number;
  /** What for: "welcome", an invoice… */
  readonly subject?: string | undefined;
  readonly idempotencyKey: string;
}

export type GrantOutcome =
  | { readonly outcome: "posted" | "replayed"; readonly entryId: string; readonly wallet: Wallet }
  /** The key stands for another operation; nothing was granted. */
  | { readonly outcome: "key_reused" };

/** Adds credits to a wallet: welcome credits, a purchase, an operator's gift. @throws WalletNotFoundError, RangeError */
export async function grant(connection: Connection, input: GrantInput): Promise<GrantOutcome> {
  const { organizationId, mode, amountMillicredits, subject, idempotencyKey } = input;
  requireAmount("a grant", amountMillicredits, 1);
  const movements: Movement[] = [{ kind: "grant", amountMillicredits, subject }];
  return inTransaction(connection, async (transaction): Promise<GrantOutcome> => {
    const wallet = await lockWallet(transaction, { organizationId, mode });
    const source = sql`
      select ${organizationId}::text as organization_id, ${mode}::text as mode,
        null::text as reservation_id, null::text as job_id
      where ${keyIsFree(wallet, idempotencyKey)}`;
    const posted = await postEntries(transaction, { source, idempotencyKey, movements });
    if (posted !== undefined) {
      return { outcome: "posted", entryId: posted.entryIds[0]!, wallet: posted.wallet };
    }
    const replay = await findReplay(transaction, wallet, idempotencyKey, { movements });
    if (replay.outcome !== "replayed") return { outcome: "key_reused" };
    return { outcome: "replayed", entryId: replay.entries[0]!.id, wallet };
  });
}
