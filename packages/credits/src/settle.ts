import { inTransaction, type Connection } from "@winnow/database";
import { sql } from "kysely";
import { requireAmount } from "#amount.ts";
import type { Entry } from "#entry.ts";
import { lockWalletOfReservation } from "#lock.ts";
import type { Movement } from "#movement.ts";
import { keyIsFree, postEntries } from "#post.ts";
import { weighReasons, type Release } from "#release-reason.ts";
import { findReplay } from "#replay.ts";
import { remainderOf } from "#reservation.ts";

export interface SettleInput {
  readonly reservationId: string;
  /** What is settled: "chunk:12". */
  readonly subject: string;
  /** Reserved → spent; 0 posts no capture. */
  readonly captureMillicredits: number;
  /** The id of the capture's entry, for a caller that names it before it is posted; a fresh one when left out. */
  readonly captureEntryId?: string;
  /** Reserved → available; 0 posts no release. */
  readonly release: Release;
  readonly idempotencyKey: string;
}

export type SettleOutcome =
  | {
      readonly outcome: "posted" | "replayed";
      readonly captureEntryId: string | null;
      readonly releaseEntryId: string | null;
    }
  /** More than the reservation still holds; nothing was posted. */
  | { readonly outcome: "exceeds_reservation"; readonly remainingMillicredits: number }
  /** The key stands for another operation; nothing was posted. */
  | { readonly outcome: "key_reused" };

/**
 * Settles a part of a reservation: one capture for what was usable and one release for what was not, both or neither.
 * The reservation closes by itself with its last millicredit. Two statements: the lock, and everything else.
 * @throws ReservationNotFoundError, RangeError when the reasons do not add up
 */
export async function settleReservation(connection: Connection, input: SettleInput): Promise<SettleOutcome> {
  const { reservationId, idempotencyKey } = input;
  const movements = movementsOf(input);
  return inTransaction(connection, async (transaction): Promise<SettleOutcome> => {
    const wallet = await lockWalletOfReservation(transaction, reservationId);
    if (movements.length > 0) {
      const { captureMillicredits: captured, release } = input;
      const released = release.amountMillicredits;
      const source = sql`
        update reservations set captured = captured + ${captured}, released = released + ${released},
          closed_at = case when captured + released + ${captured + released} = amount then clock_timestamp() end
        where id = ${reservationId} and captured + released + ${captured + released} <= amount
          and ${keyIsFree(wallet, idempotencyKey)}
        returning organization_id, mode, id as reservation_id, job_id`;
      const posted = await postEntries(transaction, { source, idempotencyKey, movements });
      if (posted !== undefined) return { outcome: "posted", ...entryIdsOf(movements, posted.entryIds) };
    }
    const replay = await findReplay(transaction, wallet, idempotencyKey, { movements, reservationId });
    if (replay.outcome === "key_reused") return replay;
    if (replay.outcome === "replayed") {
      return { outcome: "replayed", ...entryIdsOf(movements, replay.entries.map(idOf)) };
    }
    if (movements.length === 0) return { outcome: "posted", captureEntryId: null, releaseEntryId: null };
    const remainingMillicredits = await remainderOf(transaction, reservationId);
    return { outcome: "exceeds_reservation", remainingMillicredits };
  });
}

function movementsOf({ subject, captureMillicredits, captureEntryId: id, release }: SettleInput): Movement[] {
  requireAmount("a capture", captureMillicredits, 0);
  const reasons = weighReasons(release);
  const { amountMillicredits } = release;
  requireAmount("a settlement", captureMillicredits + amountMillicredits, 0);
  const movements: Movement[] = [
    { kind: "capture", amountMillicredits: captureMillicredits, subject, id },
    { kind: "release", amountMillicredits, subject, reasons },
  ];
  return movements.filter((movement) => movement.amountMillicredits > 0);
}

const idOf = (entry: Entry) => entry.id;

function entryIdsOf(movements: readonly Movement[], entryIds: readonly string[]) {
  const idOfKind = (kind: Movement["kind"]) =>
    entryIds[movements.findIndex((movement) => movement.kind === kind)] ?? null;
  return { captureEntryId: idOfKind("capture"), releaseEntryId: idOfKind("release") };
}
