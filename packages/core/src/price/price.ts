import type { JobKind } from "@winnow/contracts";
import { toCredits } from "@winnow/credits";

/** Millicredits for one usable result, by kind of job. */
export const priceMillicredits: Readonly<Record<JobKind, number>> = { verify: 1000, enrich: 1000 };

/** The same in credits. */
export function priceCredits(kind: JobKind): number {
  return toCredits(priceMillicredits[kind]);
}
