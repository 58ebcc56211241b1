/** An address that a verifier uses as its own, and its DNS records. */
export interface Sender {
  /** Its host name, below a persona, which accepts its mail. */
  readonly name: string;
  readonly address: string;
  /** Its mistake, in words for the README of the sandbox. */
  readonly does: string;
  /** The PTR of its address; absent = none. */
  readonly pointer?: string;
  /** It is on `blocklist.test` from the start. */
  readonly listed?: true;
  /** The name's TXT. */
  readonly text: readonly string[];
}
