/** A company that runs the mail of many domains, known by the names of its hosts. */
export interface MailProvider {
  readonly id: string;
  /** Shown to people. */
  readonly name: string;
  /** Domain suffixes of its mail hosts, lower case. */
  readonly mx: readonly string[];
  readonly limits?: {
    readonly recipientsPerSession?: number;
    /** At once, per egress address. */
    readonly sessions?: number;
    /** Per egress address. */
    readonly recipientsPerMinute?: number;
  };
}
