/** The parts of a manual page beside its arguments and options. */
export interface Page {
  /** Paragraphs. */
  readonly about: readonly string[];
  /** Command lines that work, each with its purpose. */
  readonly examples: readonly (readonly [line: string, what: string])[];
  /** Other commands, or topics of `winnow help`. */
  readonly seeAlso: readonly string[];
}
