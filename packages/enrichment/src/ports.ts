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

/** A provider's answer about one person; `emails` are candidates, likeliest first, not yet verified. */
export type Finding =
  | {
      readonly outcome: "found";
      readonly emails: readonly string[];
      /** What the source knows about the first of them, where it asked a mail host. */
      readonly verified?: { readonly status: EmailStatus; readonly at: Date } | undefined;
      readonly contact?: RowContact | undefined;
    }
  | { readonly outcome: "not_found"; readonly detail?: string | undefined }
  | { readonly outcome: "failed"; readonly detail: string };

/** A source of contacts. Answers in the order of `people`, one finding each. */
export interface Provider {
  readonly name: string;
  /** True where `emails` are guesses: a host that accepts every address cannot confirm one. */
  readonly guesses?: boolean;
  find(
    people: readonly Person[],
    options: { readonly mode: "live" | "test"; readonly signal?: AbortSignal },
  ): Promise<Finding[]>;
}

/** The part of a verification that the waterfall decides on. */
export interface CheckedEmail {
  readonly input: string;
  readonly verdict: { readonly status: "valid" | "catch_all" | "risky" | "invalid" | "unknown" };
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
  readonly contact?: RowContact | undefined;
  readonly attempts: readonly ProviderAttempt[];
  readonly deferral?: Checked["deferral"];
}
