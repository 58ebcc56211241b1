/** An address that a verifier says it asks from, and what the name system tells about it. */
export interface Sender {
  /** Its host name, below a persona: that one takes its mail. */
  readonly name: string;
  readonly address: string;
  /** What is right or wrong with it, in words for the README of the sandbox. */
  readonly does: string;
  /** What its address is called in reverse (PTR); absent = nothing. */
  readonly pointer?: string;
  /** It stands on `blocklist.test` from the start. */
  readonly listed?: true;
  /** The name's TXT. */
  readonly text: readonly string[];
}
