import type { Person } from "#ports/enrichment-provider.ts";

/** How a paid call stands before it is made. */
export type CallState =
  /** Nobody has made it: the intent is committed, make it now. */
  | { readonly state: "fresh" }
  /** It was made, or a call about the same person that is fresh enough. */
  | { readonly state: "answered"; readonly answer: unknown }
  /** Somebody meant to make it, and nobody knows what became of it. */
  | { readonly state: "unknown" };

/** Where paid calls are committed before they are made, and settled afterwards. */
export interface CallBook {
  intend(
    provider: { readonly name: string; readonly priceCredits: number; readonly freshForDays: number },
    call: { readonly key: string; readonly person: Person },
  ): Promise<CallState>;
  settle(settlement: {
    readonly key: string;
    readonly outcome: "found" | "not_found" | "refused" | "unknown";
    readonly charged: boolean;
    readonly answer: unknown;
  }): Promise<void>;
}
