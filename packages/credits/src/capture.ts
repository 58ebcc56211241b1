import type { Connection } from "@winnow/database";
import { settleReservation, type SettleInput, type SettleOutcome } from "#settle.ts";

export interface CaptureInput extends Pick<SettleInput, "reservationId" | "subject" | "idempotencyKey"> {
  /** 0 posts nothing. */
  readonly amountMillicredits: number;
}

export type CaptureOutcome =
  | { readonly outcome: "posted" | "replayed"; readonly entryId: string | null }
  | Exclude<SettleOutcome, { outcome: "posted" | "replayed" }>;

/** Spends reserved credits: a settlement without a release. @throws ReservationNotFoundError, RangeError */
export async function capture(
  connection: Connection,
  { amountMillicredits, ...input }: CaptureInput,
): Promise<CaptureOutcome> {
  const release = { amountMillicredits: 0, reasons: {} };
  const settled = await settleReservation(connection, {
    ...input,
    captureMillicredits: amountMillicredits,
    release,
  });
  if (!("captureEntryId" in settled)) return settled;
  return { outcome: settled.outcome, entryId: settled.captureEntryId };
}
