/** A Markdown table with its columns aligned, as the formatter writes it. Bars in cells are escaped. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [head, ...rows].map((row) => row.map((cell) => cell.replaceAll("|", "\\|")));
  const widths = head.map((_, column) => Math.max(3, ...cells.map((row) => lengthOf(row[column] ?? ""))));
  const [first = [], ...others] = cells;
  const rule = widths.map((width) => "-".repeat(width));
  return [first, rule, ...others]
    .map((row) => `| ${widths.map((width, column) => pad(row[column] ?? "", width)).join(" | ")} |`)
    .join("\n");
}

const lengthOf = (text: string) => Array.from(text).length;
const pad = (text: string, width: number) => text + " ".repeat(width - lengthOf(text));
