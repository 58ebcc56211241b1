/** One line of a benchmark: its name, its figures by column, and its ratio to references of the same run. */
export interface Measurement {
  readonly name: string;
  /** By column, with the unit in its name: `{"p99 ms": 3.2}`. */
  readonly figures: Readonly<Record<string, number>>;
  /** Ratios by reference, e.g. `{"bare limit": 0.42}`. */
  readonly ratios?: Readonly<Record<string, number>>;
  readonly notes?: string;
}

/** Prints measurements of the same figures as a Markdown table and, as the last line, as JSON. */
export function printMeasurements(
  title: string,
  machine: string,
  measurements: readonly Measurement[],
): void {
  const columns = Object.keys(measurements[0]?.figures ?? {});
  const lines = measurements.map(({ name, figures, ratios = {}, notes = "" }) => {
    const shown = Object.entries(ratios).map(([yardstick, ratio]) => `${round(ratio)} × ${yardstick}`);
    const cells = columns.map((column) => round(figures[column] ?? Number.NaN));
    return `| ${[name, ...cells, shown.join(", "), notes].join(" | ")} |`;
  });
  process.stdout.write(
    [
      `\n## ${title}`,
      machine,
      "",
      `| ${["what", ...columns, "ratio", "notes"].join(" | ")} |`,
      `|---|${columns.map(() => "---:|").join("")}---|---|`,
      ...lines,
      "",
      JSON.stringify({ title, machine, measurements }),
      "",
    ].join("\n"),
  );
}

const round = (figure: number) => (figure >= 100 ? Math.round(figure) : Number(figure.toPrecision(3)));
