import type { Mode, ProviderAttempt, RowContact } from "@winnow/contracts";
import type { CallBook } from "#ports/call-book.ts";
import type { KnownVerdict, Question } from "#ports/enrichment-provider.ts";
import type { Verification, Verifier } from "#ports/verifier.ts";

/** What the waterfall found for one person, with every attempt. */
export interface Enrichment {
  readonly email?: Verification | undefined;
  readonly contact?: Partial<RowContact> | undefined;
  readonly attempts: readonly ProviderAttempt[];
  /** A mail host or a provider was out of reach, and nothing usable was found without it. */
  readonly deferral?: Verification["deferral"];
}

/** Providers in order, stopping at the first usable email. Answers in the order of `questions`. */
export interface Waterfall {
  enrich(
    questions: readonly Question[],
    options: {
      readonly mode: Mode;
      readonly verifier: Verifier;
      readonly signal?: AbortSignal;
      readonly calls?: CallBook;
      /** Names of the providers to ask, in this order; all of them, when left out. */
      readonly order?: readonly string[] | undefined;
      /** A verdict that a source knows, as the verifier would say it; undefined where it is too old. */
      readonly known?: (address: string, verdict: KnownVerdict) => Verification | undefined;
    },
  ): Promise<Enrichment[]>;
}
