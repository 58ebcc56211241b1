import type { EmailStatus, ProviderAttempt, RowContact } from "@winnow/contracts";

/** What a row says about a person; absent where the row says nothing. */
export interface Person {
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  readonly fullName?: string | undefined;
  readonly company?: string | undefined;
  /** Mail domain, ASCII, lower case. */
  readonly domain?: string | undefined;
  readonly linkedinUrl?: string | undefined;
  readonly email?: string | undefined;
}

/** A working address of a named person. */
export interface KnownAddress {
  readonly domain: string;
  readonly first: string;
  readonly last: string;
  readonly email: string;
}

/** What a source found out by asking a mail host itself. */
export interface KnownVerdict {
  readonly status: EmailStatus;
  readonly at: Date;
}

/** A provider's answer about one person; `emails` are candidates, likeliest first, not yet verified. */
export type Finding =
  | {
      readonly outcome: "found";
      readonly emails: readonly string[];
      /** What is known about the first of them: while it is fresh, no mail host is asked again. */
      readonly verified?: KnownVerdict | undefined;
      readonly contact?: Partial<RowContact> | undefined;
    }
  | { readonly outcome: "not_found"; readonly detail?: string | undefined }
  /** Not asked, and why. */
  | { readonly outcome: "skipped"; readonly detail: string }
  | {
      readonly outcome: "failed";
      readonly detail: string;
      /** Present where asking again later makes sense. */
      readonly retryAfterSeconds?: number | undefined;
    };

/** Somebody to be found. `reference` names the row, for good: a paid call about it is made once. */
export interface Question {
  readonly reference: string;
  readonly person: Person;
}

export interface FindOptions {
  readonly mode: "live" | "test";
  readonly signal?: AbortSignal;
  /** Where paid calls are written down; without one, none is made. */
  readonly calls?: CallBook;
}

/** A source of contacts. Answers in the order of `questions`, one finding each. */
export interface Provider {
  readonly name: string;
  /** True where `emails` are guesses: a host that accepts every address cannot confirm one. */
  readonly guesses?: boolean;
  find(questions: readonly Question[], options: FindOptions): Promise<Finding[]>;
}

/** A paid call that is about to be made. */
export interface PlannedCall {
  /** Job, row, provider and operation: the call about it is made once, whoever makes it. */
  readonly key: string;
  readonly person: Person;
}

/** How a planned call stands. */
export type CallState =
  /** Nobody has made it: the intent is committed, make it now. */
  | { readonly state: "fresh" }
  /** It was made, or a call about the same person that is fresh enough. */
  | { readonly state: "answered"; readonly answer: unknown }
  /** Somebody meant to make it, and nobody knows what became of it. */
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

/** The part of a verification that the waterfall decides on. */
export interface CheckedEmail {
  readonly input: string;
  readonly verdict: { readonly status: EmailStatus };
  readonly deferral?: { readonly cause: string; readonly retryAfterSeconds?: number | undefined } | undefined;
}

/** What verifies candidates. */
export interface EmailChecker<Checked extends CheckedEmail> {
  verifyMany(
    addresses: readonly string[],
    options?: { readonly signal?: AbortSignal },
  ): AsyncIterable<Checked>;
}

/** What the waterfall found for one person, with every attempt. */
export interface Enrichment<Checked extends CheckedEmail> {
  readonly email?: Checked | undefined;
  readonly contact?: Partial<RowContact> | undefined;
  readonly attempts: readonly ProviderAttempt[];
  /** Something was out of reach, and nothing usable was found without it: asking again later may say more. */
  readonly deferral?: { readonly cause: string; readonly retryAfterSeconds?: number | undefined } | undefined;
}
