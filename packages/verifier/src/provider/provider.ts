/** Who runs a mail host: what is said there, and how much may be asked there, is the same for all its customers. */
export interface MailProvider {
  readonly id: string;
  /** Shown to people. */
  readonly name: string;
  /** Domain suffixes of its mail hosts, lower case. */
  readonly mx: readonly string[];
  /** More than this is too much from one egress address, however well it goes. */
  readonly limits?: {
    readonly recipientsPerSession?: number;
    /** At once. */
    readonly sessions?: number;
    readonly recipientsPerMinute?: number;
  };
}
