import type { Person } from "./person.ts";

/** A paid call that is about to be made. */
export interface PlannedCall {
  /** Job, row, provider and operation: the call is made once, whichever worker makes it. */
  readonly key: string;
  readonly person: Person;
}

/** The state of a planned call. */
export type CallState =
  /** New: the intent is committed, and the worker makes the call now. */
  | { readonly state: "fresh" }
  /** Already made, or a recent call about the same person is reused. */
  | { readonly state: "answered"; readonly answer: unknown }
  /** Another worker committed to the call, and its outcome is unknown. */
  | { readonly state: "unknown" };

/** The record of a call: its outcome, and whether the service billed it. */
export interface CallSettlement {
  readonly key: string;
  readonly outcome: "found" | "not_found" | "refused" | "unknown";
  readonly charged: boolean;
  readonly answer: unknown;
}

/** Where paid calls are committed before they are made, and settled afterwards. A crash loses nothing that is in it. */
export interface CallBook {
  intend(
    provider: { readonly name: string; readonly priceCredits: number; readonly freshForDays: number },
    call: PlannedCall,
  ): Promise<CallState>;
  settle(settlement: CallSettlement): Promise<void>;
}
