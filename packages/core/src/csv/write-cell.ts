/** A cell that starts like this is run as a formula by spreadsheets. Source: OWASP, CSV Injection. */
const FORMULA = /^[=+\-@\t\r]/;

/** Quotes a cell where it has to be (RFC 4180). */
export function quoteCell(cell: string, delimiter: string): string {
  return /["\r\n]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** Puts an apostrophe before what a spreadsheet would run as a formula. */
export function escapeFormula(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell;
}

/** A cell that Winnow writes: never a formula, quoted where it has to be, empty for null. */
export function appendedCell(value: string | number | null | undefined, delimiter: string): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return String(value);
  return quoteCell(escapeFormula(value), delimiter);
}
