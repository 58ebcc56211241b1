/** The database has a schema that no version of Winnow made, or a newer one did. It is thrown before anything is changed. */
export class UnknownSchemaError extends Error {
  override readonly name = "UnknownSchemaError";
  /** What the database has and lacks, a sentence each. */
  readonly found: readonly string[];
  /** What the operator can do. */
  readonly fix: string;

  constructor(problem: string, found: readonly string[], fix: string) {
    super(`${problem} ${found.join(" ")} Nothing was changed. ${fix}`);
    this.found = found;
    this.fix = fix;
  }
}
