import type { Enrichment as EnrichmentOf, EnrichOptions, Question } from "@winnow/contracts";
import type { Verification } from "#ports/verifier.ts";

/** What the waterfall found for one person. */
export type Enrichment = EnrichmentOf<Verification>;

/** Providers in order, stopping at the first usable email. Answers in the order of `questions`. */
export interface Waterfall {
  enrich(questions: readonly Question[], options: EnrichOptions<Verification>): Promise<Enrichment[]>;
}
