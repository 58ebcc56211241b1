/** Amounts are integers in millicredits, so that no price needs a fraction. */
export const MILLICREDITS_PER_CREDIT = 1000;

/** Millicredits as credits, for people: 1500 → 1.5. */
export function toCredits(millicredits: number): number {
  return millicredits / MILLICREDITS_PER_CREDIT;
}

/** @throws RangeError unless `millicredits` is an integer from `minimum` to 2^53 - 1: anything else is a caller's bug. */
export function requireAmount(name: string, millicredits: number, minimum: 0 | 1): void {
  if (Number.isSafeInteger(millicredits) && millicredits >= minimum) return;
  throw new RangeError(`${name} must be an integer of millicredits, at least ${minimum}: ${millicredits}`);
}
