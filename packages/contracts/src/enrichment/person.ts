/** A person as the row describes them, trimmed; fields that the row lacks are absent. */
export interface Person {
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  readonly fullName?: string | undefined;
  readonly company?: string | undefined;
  /** Mail domain or host, ASCII, lower case. */
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
