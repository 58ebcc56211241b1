import type { EntryKind } from "@winnow/contracts";
import type { DatabaseOutput } from "@winnow/database";
import type { ReleaseReasons } from "#release-reason.ts";

/** One movement of a wallet; never changed once written. The kind says the direction, the amount is positive. */
export interface Entry {
  readonly id: string;
  readonly kind: EntryKind;
  readonly amountMillicredits: number;
  /** 1, 2, 3… without a gap. */
  readonly version: number;
  readonly availableAfterMillicredits: number;
  readonly reservationId: string | null;
  readonly jobId: string | null;
  /** What it was for: a chunk, the refunded row, a note on a grant. */
  readonly subject: string | null;
  /** Splits a release by why. */
  readonly reasons: ReleaseReasons | null;
  /** The capture that a refund reverses. */
  readonly reverses: string | null;
  readonly createdAt: Date;
}

export function entryOf(row: DatabaseOutput<"entries">): Entry {
  return {
    id: row.id,
    kind: row.kind,
    // Of the balances that an entry moves, exactly the one that it fills grows, and by its amount.
    amountMillicredits: Math.max(row.delta_available, row.delta_reserved, row.delta_spent),
    version: row.wallet_version,
    availableAfterMillicredits: row.available_after,
    reservationId: row.reservation_id,
    jobId: row.job_id,
    subject: row.subject,
    reasons: row.reasons,
    reverses: row.reverses,
    createdAt: row.created_at,
  };
}
