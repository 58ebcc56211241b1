/** A larger cell cannot be contact data: its row is marked. */
const CELL_CHARACTERS_MAX = 64 * 1024;

export type CellDefect = "nul_byte" | "invalid_unicode" | "cell_too_large";

/** What makes a cell unusable, or undefined. U+FFFD stands where the bytes were not text in the file's encoding. */
export function cellDefect(cell: string): CellDefect | undefined {
  if (cell.length > CELL_CHARACTERS_MAX) return "cell_too_large";
  if (cell.includes("\0")) return "nul_byte";
  if (cell.includes("\uFFFD") || !cell.isWellFormed()) return "invalid_unicode";
  return undefined;
}

/** The text as PostgreSQL can hold it: NUL and lone surrogates become U+FFFD. */
export function toStorableText(text: string): string {
  const wellFormed = text.isWellFormed() ? text : text.toWellFormed();
  return wellFormed.includes("\0") ? wellFormed.replaceAll("\0", "\uFFFD") : wellFormed;
}
