/** One line of a benchmark: what was measured, the figure, and how it stands to the yardstick of the same run. */
export interface Measurement {
  readonly name: string;
  readonly seconds: number;
  readonly rowsPerSecond: number;
  /** Ratios by yardstick, e.g. `{"bare limit": 0.42}`. */
  readonly ratios: Readonly<Record<string, number>>;
  readonly notes?: string;
}

/** Prints measurements as a Markdown table and, as the last line, as JSON. */
export function printMeasurements(
  title: string,
  machine: string,
  measurements: readonly Measurement[],
): void {
  const lines = measurements.map(({ name, seconds, rowsPerSecond, ratios, notes }) => {
    const shown = Object.entries(ratios).map(([yardstick, ratio]) => `${round(ratio)} × ${yardstick}`);
    return `| ${name} | ${round(seconds)} | ${Math.round(rowsPerSecond)} | ${shown.join(", ")} | ${notes ?? ""} |`;
  });
  process.stdout.write(
    [
      `\n## ${title}`,
      machine,
      "",
      "| what | seconds | rows/s | ratio | notes |",
      "|---|---:|---:|---|---|",
      ...lines,
      "",
      JSON.stringify({ title, machine, measurements }),
      "",
    ].join("\n"),
  );
}

const round = (figure: number) => (figure >= 100 ? Math.round(figure) : Number(figure.toPrecision(3)));
