/** Amounts are integers in millicredits, so that no price needs a fraction. */
export const MILLICREDITS_PER_CREDIT = 1000;

/** Millicredits as credits, for people: 1500 → 1.5. */
export function toCredits(millicredits: number): number {
  return millicredits / MILLICREDITS_PER_CREDIT;
}

/** The sum of amounts in credits, exact to the millicredit. */
export function sumCredits(credits: readonly number[]): number {
  return toCredits(credits.reduce((sum, amount) => sum + Math.round(amount * MILLICREDITS_PER_CREDIT), 0));
}

/** @throws RangeError unless `millicredits` is an integer from `minimum` to 2^53 - 1: anything else is a caller's bug. */
export function requireAmount(name: string, millicredits: number, minimum: 0 | 1): void {
  if (Number.isSafeInteger(millicredits) && millicredits >= minimum) return;
  throw new RangeError(`${name} must be an integer of millicredits, at least ${minimum}: ${millicredits}`);
}
