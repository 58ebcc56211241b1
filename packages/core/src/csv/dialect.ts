import Papa from "papaparse";

export type Delimiter = "," | ";" | "\t" | "|";
const DELIMITERS: readonly Delimiter[] = [",", ";", "\t", "|"];
const SAMPLE_RECORDS = 50;
/** An address, and no delimiter that could be one beside it. */
const ADDRESS = /^\s*[^\s@,;|]+@[^\s@,;|]+\s*$/;

/** How the columns and lines of a file are separated. */
export interface Dialect {
  readonly delimiter: Delimiter;
  /** The line break that ends the first line; results are appended with it. */
  readonly newline: "\r\n" | "\n" | "\r";
}

/** Tells a file's dialect from its first characters, quoted cells respected. A file of one column counts as commas. */
export function detectDialect(sample: string, override?: Delimiter): Dialect {
  const delimiter = override ?? guessDelimiter(sample);
  return { delimiter, newline: firstLineEnd(sample, delimiter) ?? "\r\n" };
}

/** A quote opens a quoted cell at its beginning only; elsewhere it is text, and may stand alone. */
function firstLineEnd(sample: string, delimiter: Delimiter): Dialect["newline"] | undefined {
  let cellBegins = true;
  for (let index = 0; index < sample.length; index += 1) {
    const character = sample[index]!;
    if (character === "\n") return "\n";
    if (character === "\r") return sample[index + 1] === "\n" ? "\r\n" : "\r";
    if (cellBegins && character === '"') {
      index = sample.indexOf('"', index + 1);
      while (index >= 0 && sample[index + 1] === '"') index = sample.indexOf('"', index + 2);
      if (index < 0) return undefined;
    }
    cellBegins = character === delimiter;
  }
  return undefined;
}

/**
 * The delimiter that cuts the sample best: that sets most addresses free, then that gives most records the width of the first
 * (short rows are common), then the widest first record.
 */
function guessDelimiter(sample: string): Delimiter {
  const [best] = DELIMITERS.map((delimiter) => ({ delimiter, ...judgeDelimiter(sample, delimiter) }))
    .filter(({ width }) => width > 1)
    .toSorted((a, b) => b.addresses - a.addresses || b.alike - a.alike || b.width - a.width);
  return best?.delimiter ?? ",";
}

function judgeDelimiter(sample: string, delimiter: Delimiter) {
  const { data } = Papa.parse<string[]>(sample, { preview: SAMPLE_RECORDS, skipEmptyLines: true, delimiter });
  const width = data[0]?.length ?? 0;
  return {
    width: Math.max(...data.map((cells) => cells.length)),
    alike: width > 1 ? data.filter((cells) => cells.length === width).length : 0,
    addresses: data.flat().filter((cell) => ADDRESS.test(cell)).length,
  };
}
