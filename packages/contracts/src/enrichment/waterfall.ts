import type { RowContact } from "../job/row-contact.ts";
import type { ProviderAttempt } from "../job/row.ts";
import type { EmailStatus } from "../vocabulary.ts";
import type { FindOptions, KnownVerdict } from "./provider.ts";

/** Why a later attempt may say more, and when. */
export interface Deferral {
  readonly cause: string;
  readonly retryAfterSeconds?: number | undefined;
  /** The mail provider whose budget had nothing left. No mail host was connected to, so it counts as no attempt. */
  readonly awaits?: string | undefined;
}

/** The part of a verification that the waterfall decides on. */
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
  /** A verdict that a source knows, as the verifier would say it; undefined where it is too old to be relied on. */
  readonly known?: (address: string, verdict: KnownVerdict) => Checked | undefined;
}

/** What the waterfall found for one person, with every attempt. */
export interface Enrichment<Checked extends CheckedEmail> {
  readonly email?: Checked | undefined;
  readonly contact?: Partial<RowContact> | undefined;
  readonly attempts: readonly ProviderAttempt[];
  /** A mail host or a provider was out of reach, and nothing usable was found without it. */
  readonly deferral?: Deferral | undefined;
}
