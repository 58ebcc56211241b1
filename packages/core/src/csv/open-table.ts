import { detectDialect, type Delimiter, type Dialect } from "#csv/dialect.ts";
import { adviceForOtherFormat } from "#csv/other-format.ts";
import { detectEncoding, namedEncoding, type Encoding } from "#csv/encoding.ts";
import { readRecords, type CsvRecord } from "#csv/read-records.ts";

const SAMPLE_BYTES = 64 * 1024;
const SAMPLE_ROWS = 50;

/** A CSV stream whose beginning was read. */
export interface OpenTable {
  readonly encoding: Encoding;
  readonly dialect: Dialect;
  /** The line of the header as it was sent; null where the first line is data. */
  readonly header: string | null;
  /** Names of the columns; `column_1`… without a header. */
  readonly columns: readonly string[];
  /** The cells of the first data rows. */
  readonly sample: readonly (readonly string[])[];
  /** Every data row. @throws UnreadableCsvError */
  readonly records: AsyncIterable<CsvRecord>;
}

export type OpenTableOutcome =
  | ({ readonly outcome: "opened" } & OpenTable)
  | { readonly outcome: "empty" }
  | { readonly outcome: "unknown_encoding"; readonly encoding: string }
  /** It is not a CSV but, say, a workbook. */
  | { readonly outcome: "other_format"; readonly advice: string };

/**
 * Reads the beginning of a CSV stream to detect its encoding, dialect and header; what the caller names wins.
 * @throws UnreadableCsvError when the beginning already cannot be read.
 */
export async function openTable(
  bytes: AsyncIterable<Uint8Array>,
  told: {
    readonly encoding?: string | undefined;
    readonly delimiter?: Delimiter | undefined;
    /** Guessed when left out: a first line with an address in it is data. */
    readonly hasHeader?: boolean | undefined;
  },
): Promise<OpenTableOutcome> {
  const { sample, complete, whole } = await peek(bytes);
  const advice = adviceForOtherFormat(sample);
  if (advice !== undefined) return { outcome: "other_format", advice };
  const encoding =
    told.encoding === undefined ? detectEncoding(sample, complete) : namedEncoding(told.encoding, sample);
  if (encoding === undefined) return { outcome: "unknown_encoding", encoding: told.encoding ?? "" };
  const dialect = detectDialect(new TextDecoder(encoding.label).decode(sample), told.delimiter);
  const rest = readRecords(whole, { encoding, delimiter: dialect.delimiter });
  const first = await take(rest, SAMPLE_ROWS + 1);
  const [top] = first;
  if (top === undefined) return { outcome: "empty" };
  const hasHeader = told.hasHeader ?? !top.cells.some((cell) => cell.includes("@"));
  const data = hasHeader ? first.slice(1) : first;
  if (data.length === 0) return { outcome: "empty" };
  async function* records(): AsyncGenerator<CsvRecord> {
    yield* data;
    yield* rest;
  }
  return {
    outcome: "opened",
    encoding,
    dialect,
    header: hasHeader ? top.raw : null,
    columns: hasHeader ? top.cells : top.cells.map((_, index) => `column_${index + 1}`),
    sample: data.map(({ cells }) => cells),
    records: records(),
  };
}

/** Reads enough of a stream to judge it, and returns the whole stream. */
async function peek(bytes: AsyncIterable<Uint8Array>) {
  const iterator = bytes[Symbol.asyncIterator]();
  const chunks: Uint8Array[] = [];
  let size = 0;
  let complete = false;
  while (size < SAMPLE_BYTES) {
    const next = await iterator.next();
    if (next.done) {
      complete = true;
      break;
    }
    chunks.push(next.value);
    size += next.value.byteLength;
  }
  async function* whole(): AsyncGenerator<Uint8Array> {
    try {
      yield* chunks;
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
    } finally {
      // When the caller stops early the stream has to be closed, or its sender waits for ever.
      await iterator.return?.();
    }
  }
  // Cut to size, so that what is found does not depend on how the network cut the file.
  const sample = Buffer.concat(chunks).subarray(0, SAMPLE_BYTES);
  return { sample, complete: complete && size <= SAMPLE_BYTES, whole: whole() };
}

/** The first records of a generator, which goes on afterwards. */
async function take(records: AsyncGenerator<CsvRecord>, count: number): Promise<CsvRecord[]> {
  const taken: CsvRecord[] = [];
  while (taken.length < count) {
    const next = await records.next();
    if (next.done) break;
    taken.push(next.value);
  }
  return taken;
}
