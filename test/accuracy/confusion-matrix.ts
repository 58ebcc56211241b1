/** Answers by truth: one row per truth, one column per answer. Truths are in the order of their first appearance. */
export class ConfusionMatrix {
  readonly #cells = new Map<string, Map<string, number>>();

  count(truth: string, said: string): void {
    let row = this.#cells.get(truth);
    if (row === undefined) this.#cells.set(truth, (row = new Map()));
    row.set(said, (row.get(said) ?? 0) + 1);
  }

  get truths(): string[] {
    return [...this.#cells.keys()];
  }

  /** How often `said` was the answer when `truth` is true. */
  cell(truth: string, said: string): number {
    return this.#cells.get(truth)?.get(said) ?? 0;
  }

  /** A table with numbered columns; the n-th column is the answer that is true for the n-th row. */
  toString(): string {
    const truths = this.truths;
    const answers = [...this.#cells.values()].flatMap((row) => [...row.keys()]);
    const labels = [...new Set([...truths, ...answers])];
    const width = Math.max(...labels.map((label) => label.length));
    const line = (number: string, label: string, cells: readonly string[]): string =>
      [number.padStart(3), ` ${label.padEnd(width)} `, ...cells.map((cell) => cell.padStart(4))].join("");
    return [
      line(
        "",
        "true ↓ · said →",
        labels.map((_, index) => String(index + 1)),
      ),
      ...labels.map((label, index) =>
        line(
          String(index + 1),
          label,
          truths.includes(label)
            ? labels.map((said) => String(this.cell(label, said) || "·"))
            : ["  said, and nowhere true"],
        ),
      ),
    ].join("\n");
  }
}
