import type { JobKind } from "@winnow/contracts";

/** Millicredits for one usable result, by kind of job. */
export const priceMillicredits: Readonly<Record<JobKind, number>> = { verify: 1000, enrich: 1000 };
