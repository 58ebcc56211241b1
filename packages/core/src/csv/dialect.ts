import Papa from "papaparse";

export type Delimiter = "," | ";" | "\t" | "|";
const DELIMITERS: readonly Delimiter[] = [",", ";", "\t", "|"];

/** How the columns and lines of a file are separated. */
export interface Dialect {
  readonly delimiter: Delimiter;
  /** The line break that ends the first line; results are appended with it. */
  readonly newline: "\r\n" | "\n" | "\r";
}

/** Tells a file's dialect from its first characters, quoted cells respected. A file of one column counts as commas. */
export function detectDialect(sample: string, override?: Delimiter): Dialect {
  const newline = /\r\n|\n|\r/.exec(sample.replaceAll(/"(?:[^"]|"")*"/g, ""))?.[0] as
    | Dialect["newline"]
    | undefined;
  const delimiter = override ?? guessDelimiter(sample);
  return { delimiter, newline: newline ?? "\r\n" };
}

function guessDelimiter(sample: string): Delimiter {
  const { meta } = Papa.parse(sample, {
    preview: 50,
    skipEmptyLines: true,
    delimitersToGuess: [...DELIMITERS],
  });
  const guess = meta.delimiter as Delimiter;
  return DELIMITERS.includes(guess) ? guess : ",";
}
