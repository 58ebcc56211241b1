import { requireAmount } from "#amount.ts";

/** Why reserved credits went back unspent. */
export type ReleaseReason =
  | "invalid"
  | "unknown"
  | "risky"
  | "failed"
  | "duplicate"
  | "suppressed"
  | "cancelled"
  /** The organization has this contact already. */
  | "owned"
  /** Usable, but outside the caller's `charge_on`. */
  | "unpaid"
  | "not_found"
  /** What was left when the job ended. */
  | "remainder";

/** Millicredits by reason; they add up to the release. */
export type ReleaseReasons = Partial<Record<ReleaseReason, number>>;

/** What goes back, and why. */
export interface Release {
  readonly amountMillicredits: number;
  readonly reasons: ReleaseReasons;
}

/**
 * The reasons that weigh something.
 * @throws RangeError when the amounts are not integers or do not add up to the release.
 */
export function weighReasons({ amountMillicredits, reasons }: Release): ReleaseReasons {
  requireAmount("a release", amountMillicredits, 0);
  const weighed = Object.entries(reasons).filter(([reason, millicredits]) => {
    requireAmount(`a release for ${reason}`, millicredits, 0);
    return millicredits > 0;
  });
  const sum = weighed.reduce((total, [, millicredits]) => total + millicredits, 0);
  if (sum !== amountMillicredits) {
    throw new RangeError(`a release of ${amountMillicredits} millicredits gives reasons for ${sum}`);
  }
  return Object.fromEntries(weighed);
}
