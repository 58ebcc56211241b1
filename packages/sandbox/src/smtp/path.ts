/** An address in angle brackets and its parameters: `<ada@x.test> SMTPUTF8`. A quoted local part may contain `>`. */
const PATH = /^\s*<((?:"(?:[^"\\]|\\.)*"|[^">])*)>\s*(.*)$/;

export interface Path {
  /** Empty for the null sender. */
  readonly address: string;
  /** In upper case: `["BODY=8BITMIME", "SMTPUTF8"]` */
  readonly parameters: readonly string[];
}

/** Parses the text after `MAIL FROM:` or `RCPT TO:` (RFC 5321 §4.1.2). @returns undefined when it is not a path. */
export function parsePath(text: string): Path | undefined {
  const match = PATH.exec(text);
  if (match === null) return undefined;
  const [, address = "", rest = ""] = match;
  return { address, parameters: rest === "" ? [] : rest.toUpperCase().split(/\s+/).filter(Boolean) };
}
