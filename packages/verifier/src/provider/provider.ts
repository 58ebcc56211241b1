/** The operator of mail hosts: its replies and limits are the same for all of its customers. */
export interface MailProvider {
  /** Stable, as in rules, budgets and metrics: `google`, `microsoft_365`. */
  readonly id: string;
  /** Shown to people. */
  readonly name: string;
  /** Domain suffixes of its mail hosts, lower case. The longest suffix of all providers decides. */
  readonly mx: readonly string[];
  /**
   * The most for one egress address, even without throttling. Below the documented limits, which are for known senders; absent
   * when unknown.
   */
  readonly limits?: {
    readonly recipientsPerSession?: number;
    /** Concurrent sessions. */
    readonly sessions?: number;
    readonly recipientsPerMinute?: number;
  };
}

/** The most for a provider from one egress address. */
export type ProviderLimits = NonNullable<MailProvider["limits"]>;
