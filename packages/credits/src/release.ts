import type { Connection } from "@winnow/database";
import type { Release } from "#release-reason.ts";
import { settleReservation, type SettleInput, type SettleOutcome } from "#settle.ts";

export interface ReleaseInput
  extends Release, Pick<SettleInput, "reservationId" | "subject" | "idempotencyKey"> {}

export type ReleaseOutcome =
  | { readonly outcome: "posted" | "replayed"; readonly entryId: string | null }
  | Exclude<SettleOutcome, { outcome: "posted" | "replayed" }>;

/**
 * Releases reserved credits, with the reasons: a settlement without a capture.
 * @throws ReservationNotFoundError, RangeError when the reasons do not add up
 */
export async function release(
  connection: Connection,
  { amountMillicredits, reasons, ...input }: ReleaseInput,
): Promise<ReleaseOutcome> {
  const settled = await settleReservation(connection, {
    ...input,
    captureMillicredits: 0,
    release: { amountMillicredits, reasons },
  });
  if (!("releaseEntryId" in settled)) return settled;
  return { outcome: settled.outcome, entryId: settled.releaseEntryId };
}
