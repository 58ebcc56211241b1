import type { RowContact } from "../job/row-contact.ts";
import type { ProviderAttempt } from "../job/row.ts";
import type { EmailStatus } from "../vocabulary.ts";
import type { FindOptions, KnownVerdict } from "./provider.ts";

/** Why and when a later attempt may give a better answer. */
export interface Deferral {
  readonly cause: string;
  readonly retryAfterSeconds?: number | undefined;
  /** The mail provider whose budget was exhausted. No mail host was contacted, so it is not an attempt. */
  readonly awaits?: string | undefined;
}

/** The part of a verification that the waterfall uses. */
export interface CheckedEmail {
  /** The address exactly as it was given. */
  readonly input: string;
  readonly verdict: { readonly status: EmailStatus };
  readonly deferral?: Deferral | undefined;
}

/** What verifies candidates. */
export interface EmailChecker<Checked extends CheckedEmail> {
  verifyMany(
    addresses: readonly string[],
    options?: { readonly signal?: AbortSignal },
  ): AsyncIterable<Checked>;
}

export interface EnrichOptions<Checked extends CheckedEmail> extends FindOptions {
  readonly verifier: EmailChecker<Checked>;
  /** Names of the providers to query, in this order; all of them in their own, when left out. */
  readonly order?: readonly string[] | undefined;
  /** A source's verdict, as the verifier would give it; undefined when it is too old. */
  readonly known?: (address: string, verdict: KnownVerdict) => Checked | undefined;
}

/** The result of the waterfall for one person, with every attempt. */
export interface Enrichment<Checked extends CheckedEmail> {
  readonly email?: Checked | undefined;
  readonly contact?: Partial<RowContact> | undefined;
  readonly attempts: readonly ProviderAttempt[];
  /** A mail host or a provider was out of reach, and no other gave a usable email. */
  readonly deferral?: Deferral | undefined;
}
