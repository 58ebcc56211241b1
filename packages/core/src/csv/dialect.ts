import { CsvError, parse } from "csv-parse/sync";
import { CSV_SYNTAX, LINE_ENDS } from "#csv/syntax.ts";

export type Delimiter = "," | ";" | "\t" | "|";
const DELIMITERS: readonly Delimiter[] = [",", ";", "\t", "|"];
const SAMPLE_RECORDS = 50;
/** An address without a character that could be a delimiter: a cell that begins or ends with a tab was cut in the wrong place. */
const ADDRESS = /^[^\S\t]*[^\s@,;|]+@[^\s@,;|]+[^\S\t]*$/;

/** How the columns and lines of a file are separated. */
export interface Dialect {
  readonly delimiter: Delimiter;
  /** The line break that ends the first line; results are appended with it. */
  readonly newline: "\r\n" | "\n" | "\r";
}

/**
 * Tells a file's dialect from its first characters. csv-parse reads them once with each delimiter, as it will read the
 * file, and the cells that come of it are compared. A file of one column counts as commas.
 * @param override the delimiter, where the caller named it.
 */
export function detectDialect(sample: string, override?: Delimiter): Dialect {
  const readings = (override === undefined ? DELIMITERS : [override]).map((delimiter) =>
    readSample(sample, delimiter),
  );
  const { delimiter, newline } = readings.reduce((best, next) => (isLikelier(next, best) ? next : best));
  return { delimiter, newline: newline ?? "\r\n" };
}

/** The sample, as one delimiter cuts it. */
interface Reading {
  readonly delimiter: Delimiter;
  /** Undefined where the first line has no end. */
  readonly newline: Dialect["newline"] | undefined;
  /** How many cells are an address. */
  readonly addresses: number;
  /** How many records are as wide as the first: short ones are common. */
  readonly alike: number;
  /** Cells of the widest record. */
  readonly width: number;
}

function isLikelier(reading: Reading, other: Reading): boolean {
  if (reading.addresses !== other.addresses) return reading.addresses > other.addresses;
  if (reading.alike !== other.alike) return reading.alike > other.alike;
  return reading.width > other.width;
}

function readSample(sample: string, delimiter: Delimiter): Reading {
  const bytes = Buffer.from(sample);
  const records: string[][] = [];
  let firstEndsAt = 0;
  try {
    parse(bytes, {
      ...CSV_SYNTAX,
      delimiter,
      skip_empty_lines: true,
      to: SAMPLE_RECORDS,
      on_record(cells: string[], info) {
        if (records.length === 0) firstEndsAt = info.bytes;
        records.push(cells);
        return null;
      },
    });
  } catch (error) {
    // A quote is open at the end of the sample. The records before it count; what it swallows is not evidence.
    if (!(error instanceof CsvError)) throw error;
  }
  const first = bytes.toString("utf8", 0, firstEndsAt);
  const width = records[0]?.length ?? 0;
  return {
    delimiter,
    newline: lineEndIn(first),
    addresses: records.flat().filter((cell) => ADDRESS.test(cell)).length,
    alike: width > 1 ? records.filter((cells) => cells.length === width).length : 0,
    width: Math.max(...records.map((cells) => cells.length), 0),
  };
}

/** @param first the first record, with the blank lines before it and the line break that ends it. */
function lineEndIn(first: string): Dialect["newline"] | undefined {
  return (
    LINE_ENDS.find((lineEnd) => first.startsWith(lineEnd)) ??
    LINE_ENDS.find((lineEnd) => first.endsWith(lineEnd))
  );
}
