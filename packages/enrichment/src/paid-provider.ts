import type { Person, RowContact } from "@winnow/contracts";

/** What asking a service costs and how it may be asked. */
export interface ProviderTerms {
  /** Credits of that service for one charged call: for the operator's books, not the customer's. */
  readonly priceCredits: number;
  /** When the service bills: for an address that it found, for a person that it matched, or for every answered call. */
  readonly charged: "found" | "match" | "call";
  readonly timeoutMs: number;
  /** Calls at the same time. */
  readonly concurrency: number;
  readonly breaker: { readonly failures: number; readonly openMs: number };
  /** How long an answer may be used again. */
  readonly freshForDays: number;
  /** What to do when nobody knows whether an earlier call about the same person was billed. */
  readonly afterUnknown: "ask_again" | "give_up";
}

/** What one call came to. A `detail` never holds the secret. */
export type CallAnswer =
  | {
      readonly outcome: "found";
      /** At least one, likeliest first, not verified. */
      readonly emails: readonly string[];
      readonly contact: Partial<RowContact>;
      readonly charged: boolean;
    }
  | { readonly outcome: "not_found"; readonly detail?: string; readonly charged: boolean }
  /** The service certainly did not bill: it refused, or was never reached. */
  | {
      readonly outcome: "refused";
      readonly reason: RefusalReason;
      readonly retryAfterMs?: number;
      readonly detail: string;
    }
  /** Nobody knows whether the service billed: no whole answer came, or one that cannot be used. */
  | { readonly outcome: "unknown"; readonly detail: string };

export type RefusalReason =
  | "rate_limited"
  | "unauthorized"
  | "out_of_credits"
  | "bad_request"
  | "unavailable";

/** A service of somebody else's that is paid for each answer, asked about one person at a time. */
export interface PaidProvider {
  readonly name: string;
  readonly terms: ProviderTerms;
  /** Under which keys it is asked: a test key shall cost nothing, unless the service has a world for tests. */
  readonly modes: readonly ("live" | "test")[];
  /** What is missing, in words, to ask about this person; undefined when nothing is. */
  missing(person: Person): string | undefined;
  /** One call about one person. Never throws, except when `signal` aborts before the answer is there. */
  call(
    person: Person,
    options: { readonly idempotencyKey: string; readonly signal: AbortSignal },
  ): Promise<CallAnswer>;
}
