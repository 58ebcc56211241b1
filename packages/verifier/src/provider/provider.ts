/** Who runs a mail host: what is said there, and how much may be asked there, is the same for all its customers. */
export interface MailProvider {
  /** Stable, as in rules, budgets and metrics: `google`, `microsoft_365`. */
  readonly id: string;
  /** Shown to people. */
  readonly name: string;
  /** Domain suffixes of its mail hosts, lower case. The longest suffix over all providers decides. */
  readonly mx: readonly string[];
  /**
   * More than this is too much from one egress address, however well it goes. Below what the provider documents, because
   * what a known sender may is refused to a stranger; absent where nothing is known.
   */
  readonly limits?: {
    readonly recipientsPerSession?: number;
    /** At once. */
    readonly sessions?: number;
    readonly recipientsPerMinute?: number;
  };
}

/** More than this is too much for a provider from one egress address. */
export type ProviderLimits = NonNullable<MailProvider["limits"]>;
