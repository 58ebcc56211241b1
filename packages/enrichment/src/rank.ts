import type { CheckedEmail } from "@winnow/contracts";

const RANKS = { valid: 4, catch_all: 3, risky: 2, unknown: 1, invalid: 0 } as const;

/** The rank of an address among several; no address ranks lowest. */
export function rankEmail(checked: CheckedEmail | undefined): number {
  return checked === undefined ? -1 : RANKS[checked.verdict.status];
}
