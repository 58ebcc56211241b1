/** A mail provider: many domains, one policy. */
export interface MailProvider {
  readonly id: string;
  /** Shown to people. */
  readonly name: string;
  /** Domain suffixes of mail hosts, lower case. */
  readonly mx: readonly string[];
  readonly limits?: ProviderLimits;
}

/** How much a provider is asked for, from one egress address. */
export interface ProviderLimits {
  readonly recipientsPerSession?: number;
  /** At a time. */
  readonly sessions?: number;
  readonly recipientsPerMinute?: number;
}
