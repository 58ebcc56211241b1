import type { Person, RowContact } from "@winnow/contracts";

/** The price of a service's calls, and its limits. */
export interface ProviderTerms {
  /** Credits of that service for one charged call: for the operator's books, not the customer's. */
  readonly priceCredits: number;
  /** When the service bills: for an address, for a matched person, or for every answered call. */
  readonly charged: "found" | "match" | "call";
  readonly timeoutMs: number;
  /** The most concurrent calls. */
  readonly concurrency: number;
  readonly breaker: { readonly failures: number; readonly openMs: number };
  /** How long an answer may be reused. */
  readonly freshForDays: number;
  /** What to do when it is unknown whether an earlier call about the same person was billed. */
  readonly afterUnknown: "ask_again" | "give_up";
}

/** The outcome of one call. A `detail` never contains the secret. */
export type CallAnswer =
  | {
      readonly outcome: "found";
      /** At least one, likeliest first, not verified. */
      readonly emails: readonly string[];
      readonly contact: Partial<RowContact>;
      readonly charged: boolean;
    }
  | { readonly outcome: "not_found"; readonly detail?: string; readonly charged: boolean }
  /** The service did not bill: it refused, or was never reached. */
  | {
      readonly outcome: "refused";
      readonly reason: RefusalReason;
      readonly retryAfterMs?: number;
      readonly detail: string;
    }
  /** Unknown whether the service billed: no complete answer came, or one that cannot be used. */
  | { readonly outcome: "unknown"; readonly detail: string };

export type RefusalReason =
  | "rate_limited"
  | "unauthorized"
  | "out_of_credits"
  | "bad_request"
  | "unavailable";

/** An external service that is paid for each answer, called for one person at a time. */
export interface PaidProvider {
  readonly name: string;
  readonly terms: ProviderTerms;
  /** Modes in which it is called: a test key must be free, unless the service has a test mode. */
  readonly modes: readonly ("live" | "test")[];
  /** The missing fields, in words, for a call about this person; undefined when none is missing. */
  missing(person: Person): string | undefined;
  /** One call about one person. Never throws, except when `signal` aborts before the answer is there. */
  call(
    person: Person,
    options: { readonly idempotencyKey: string; readonly signal: AbortSignal },
  ): Promise<CallAnswer>;
}
