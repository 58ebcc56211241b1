import { inTransaction, type Connection } from "@winnow/database";
import { lockWalletOfReservation } from "#lock.ts";
import { release } from "#release.ts";
import type { ReleaseReason } from "#release-reason.ts";
import { findByKey } from "#replay.ts";
import { remainderOf } from "#reservation.ts";

const SUBJECT = "close";

export interface CloseReservationInput {
  readonly reservationId: string;
  readonly reason: Extract<ReleaseReason, "remainder" | "cancelled" | "failed">;
  readonly idempotencyKey: string;
}

export type CloseReservationOutcome =
  | {
      readonly outcome: "closed" | "replayed";
      readonly entryId: string;
      readonly releasedMillicredits: number;
    }
  /** Nothing was left to release: it was settled to the last, or closed under another key. */
  | { readonly outcome: "already_closed" }
  /** The key stands for another operation; nothing was released. */
  | { readonly outcome: "key_reused" };

/** Releases what a reservation still holds, which closes it. @throws ReservationNotFoundError */
export async function closeReservation(
  connection: Connection,
  { reservationId, reason, idempotencyKey }: CloseReservationInput,
): Promise<CloseReservationOutcome> {
  return inTransaction(connection, async (transaction): Promise<CloseReservationOutcome> => {
    const wallet = await lockWalletOfReservation(transaction, reservationId);
    const [entry] = await findByKey(transaction, wallet, idempotencyKey);
    if (entry !== undefined) {
      const same =
        entry.reservationId === reservationId &&
        entry.subject === SUBJECT &&
        entry.reasons?.[reason] === entry.amountMillicredits;
      if (!same) return { outcome: "key_reused" };
      return { outcome: "replayed", entryId: entry.id, releasedMillicredits: entry.amountMillicredits };
    }
    const amountMillicredits = await remainderOf(transaction, reservationId);
    if (amountMillicredits === 0) return { outcome: "already_closed" };
    const released = await release(transaction, {
      reservationId,
      amountMillicredits,
      reasons: { [reason]: amountMillicredits },
      subject: SUBJECT,
      idempotencyKey,
    });
    if (released.outcome !== "posted" || released.entryId === null) {
      throw new Error(`releasing what ${reservationId} holds under its lock answered ${released.outcome}`);
    }
    return { outcome: "closed", entryId: released.entryId, releasedMillicredits: amountMillicredits };
  });
}
