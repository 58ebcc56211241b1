import type { Person } from "./person.ts";

/** A paid call that is about to be made. */
export interface PlannedCall {
  /** Job, row, provider and operation: the call about it is made once, whichever worker makes it. */
  readonly key: string;
  readonly person: Person;
}

/** How a planned call stands. */
export type CallState =
  /** It was not made before: the intent is committed, make it now. */
  | { readonly state: "fresh" }
  /** It was made, or a call about the same person that is fresh enough. */
  | { readonly state: "answered"; readonly answer: unknown }
  /** A worker meant to make it, and what became of it is not known. */
  | { readonly state: "unknown" };

/** What is written down about a call: what it came to, and whether the service billed it. */
export interface CallSettlement {
  readonly key: string;
  readonly outcome: "found" | "not_found" | "refused" | "unknown";
  readonly charged: boolean;
  readonly answer: unknown;
}

/** Where paid calls are committed before they are made, and settled afterwards. What survives a crash is what is in it. */
export interface CallBook {
  intend(
    provider: { readonly name: string; readonly priceCredits: number; readonly freshForDays: number },
    call: PlannedCall,
  ): Promise<CallState>;
  settle(settlement: CallSettlement): Promise<void>;
}
