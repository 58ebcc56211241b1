import { reserve } from "@winnow/credits";
import type { Connection } from "@winnow/database";
import type { Tenant } from "#context.ts";

export type ReserveForJobOutcome =
  /** null: the job is free, and reserves nothing. */
  | { readonly outcome: "reserved"; readonly reservationId: string | null }
  /** The wallet is locked to the end of the transaction, so that its balance stays. */
  | { readonly outcome: "insufficient_credits"; readonly availableMillicredits: number };

/** Reserves the credits of a job; a repetition reserves nothing more. */
export async function reserveForJob(
  transaction: Connection,
  { organizationId, mode }: Tenant,
  job: { readonly id: string; readonly amountMillicredits: number },
): Promise<ReserveForJobOutcome> {
  if (job.amountMillicredits === 0) return { outcome: "reserved", reservationId: null };
  const reserved = await reserve(transaction, {
    organizationId,
    mode,
    jobId: job.id,
    amountMillicredits: job.amountMillicredits,
    idempotencyKey: `reserve:${job.id}`,
  });
  switch (reserved.outcome) {
    case "reserved":
    case "replayed":
      return { outcome: "reserved", reservationId: reserved.reservationId };
    case "insufficient_credits":
      return reserved;
    case "key_reused":
      throw new Error(`the reservation of ${job.id} was made otherwise`);
  }
}
