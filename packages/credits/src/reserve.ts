import { inTransaction, type Connection } from "@winnow/database";
import { createId } from "@winnow/runtime";
import { sql } from "kysely";
import { requireAmount } from "#amount.ts";
import { lockWallet } from "#lock.ts";
import type { Movement } from "#movement.ts";
import { keyIsFree, postEntries } from "#post.ts";
import { findReplay } from "#replay.ts";
import type { WalletName } from "#wallet-name.ts";

export interface ReserveInput extends WalletName {
  /** A job has one reservation; null or absent where the credits are not for a job. */
  readonly jobId?: string | null | undefined;
  /** At least 1. */
  readonly amountMillicredits: number;
  readonly idempotencyKey: string;
}

export type ReserveOutcome =
  | { readonly outcome: "reserved" | "replayed"; readonly reservationId: string; readonly entryId: string }
  /** Nothing was reserved, and the key is still free. */
  | {
      readonly outcome: "insufficient_credits";
      readonly requiredMillicredits: number;
      readonly availableMillicredits: number;
    }
  /** The key stands for another operation; nothing was reserved. */
  | { readonly outcome: "key_reused" };

/**
 * Holds credits for work to come: available → reserved. In an outer transaction the wallet stays locked whatever the
 * answer, so `availableMillicredits` holds until that transaction ends.
 * @throws WalletNotFoundError, RangeError, and the database's unique violation for a second reservation of a job.
 */
export async function reserve(connection: Connection, input: ReserveInput): Promise<ReserveOutcome> {
  const { organizationId, mode, jobId = null, amountMillicredits, idempotencyKey } = input;
  requireAmount("a reservation", amountMillicredits, 1);
  const movements: Movement[] = [{ kind: "reserve", amountMillicredits }];
  return inTransaction(connection, async (transaction): Promise<ReserveOutcome> => {
    const wallet = await lockWallet(transaction, { organizationId, mode });
    const { availableMillicredits } = wallet;
    if (amountMillicredits <= availableMillicredits) {
      const reservationId = createId("rsv");
      const source = sql`
        insert into reservations (id, organization_id, mode, job_id, amount)
        select ${reservationId}::text, ${organizationId}::text, ${mode}::text, ${jobId}::text,
          ${amountMillicredits}::bigint
        where ${keyIsFree(wallet, idempotencyKey)}
        returning organization_id, mode, id as reservation_id, job_id`;
      const posted = await postEntries(transaction, { source, idempotencyKey, movements });
      if (posted !== undefined) return { outcome: "reserved", reservationId, entryId: posted.entryIds[0]! };
    }
    const replay = await findReplay(transaction, wallet, idempotencyKey, { movements, jobId });
    if (replay.outcome === "key_reused") return replay;
    if (replay.outcome === "key_free") {
      return {
        outcome: "insufficient_credits",
        requiredMillicredits: amountMillicredits,
        availableMillicredits,
      };
    }
    const [entry] = replay.entries;
    return { outcome: "replayed", reservationId: entry!.reservationId!, entryId: entry!.id };
  });
}
