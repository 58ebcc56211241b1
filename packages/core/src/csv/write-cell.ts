/**
 * What a spreadsheet runs as a formula, at the beginning of a cell, or where a spreadsheet of another locale makes one begin:
 * those of half of Europe cut a file at semicolons, whatever its delimiter is. Source: OWASP, CSV Injection.
 */
const FORMULA = /(^|[,;\t|]"?)(?=[=+\-@\t\r])/g;

/** Quotes a cell where it has to be (RFC 4180). */
export function quoteCell(cell: string, delimiter: string): string {
  return /["\r\n]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** Puts an apostrophe before what a spreadsheet would run as a formula. */
export function escapeFormula(cell: string): string {
  return cell.replaceAll(FORMULA, "$1'");
}

/** A cell that Winnow writes: never a formula, quoted where it has to be, empty for null. */
export function appendedCell(value: string | number | null | undefined, delimiter: string): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return String(value);
  return quoteCell(escapeFormula(value), delimiter);
}
