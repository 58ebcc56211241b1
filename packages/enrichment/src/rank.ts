import type { CheckedEmail } from "@winnow/contracts";

const RANKS = { valid: 4, catch_all: 3, risky: 2, unknown: 1, invalid: 0 } as const;

/** How good an address is, for choosing among several; nothing ranks lowest. */
export function rankEmail(checked: CheckedEmail | undefined): number {
  return checked === undefined ? -1 : RANKS[checked.verdict.status];
}
