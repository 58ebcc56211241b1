import type { RowField, CreateCsvJobQuery } from "@winnow/contracts";
import type { JobSource } from "@winnow/database";
import { cellDefect } from "#csv/cell.ts";
import { detectDialect } from "#csv/dialect.ts";
import { detectEncoding, namedEncoding } from "#csv/encoding.ts";
import { mapColumns, type Mapping, type MappingOutcome } from "#csv/mapping.ts";
import { readRecords, type CsvRecord } from "#csv/read-records.ts";
import type { InputRow } from "#job/input-row.ts";

const SAMPLE_BYTES = 64 * 1024;
const SAMPLE_ROWS = 50;

export type OpenedCsv =
  | {
      readonly outcome: "opened";
      readonly source: JobSource;
      /** Every data row. @throws UnreadableCsvError */
      readonly rows: AsyncIterable<InputRow>;
      readonly mapping: Mapping;
    }
  | { readonly outcome: "empty" }
  | { readonly outcome: "unknown_encoding"; readonly encoding: string }
  | Exclude<MappingOutcome, { outcome: "mapped" }>;

/**
 * Looks at the beginning of a CSV stream to learn its encoding, dialect, header and mapping, and hands out its rows.
 * @throws UnreadableCsvError when the beginning already cannot be read.
 */
export async function openCsv(
  bytes: AsyncIterable<Uint8Array>,
  query: CreateCsvJobQuery,
): Promise<OpenedCsv> {
  const { sample, complete, whole } = await peek(bytes);
  const encoding =
    query.encoding === undefined ? detectEncoding(sample, complete) : namedEncoding(query.encoding, sample);
  if (encoding === undefined) return { outcome: "unknown_encoding", encoding: query.encoding ?? "" };
  const dialect = detectDialect(new TextDecoder(encoding.label).decode(sample), query.delimiter);
  const records = readRecords(whole, { encoding, delimiter: dialect.delimiter });
  const first = await take(records, SAMPLE_ROWS + 1);
  const [top] = first;
  if (top === undefined) return { outcome: "empty" };
  const hasHeader =
    query.has_header === undefined
      ? !top.cells.some((cell) => cell.includes("@"))
      : query.has_header === "true";
  const data = hasHeader ? first.slice(1) : first;
  if (data.length === 0) return { outcome: "empty" };
  const columns = hasHeader ? top.cells : top.cells.map((_, index) => `column_${index + 1}`);
  const mapped = mapColumns({
    kind: query.kind,
    columns,
    sample: data.map((record) => record.cells),
    named: query.mapping,
  });
  if (mapped.outcome !== "mapped") return mapped;
  const fieldAt = Object.entries(mapped.mapping) as [RowField, number][];

  async function* rows(): AsyncGenerator<InputRow> {
    for (const record of data) yield rowOf(record, columns.length, fieldAt);
    for await (const record of records) yield rowOf(record, columns.length, fieldAt);
  }
  return {
    outcome: "opened",
    rows: rows(),
    mapping: mapped.mapping,
    source: {
      format: "csv",
      delimiter: dialect.delimiter,
      newline: dialect.newline,
      encoding: encoding.label,
      bom: encoding.bom,
      header: hasHeader ? top.raw : null,
      columns,
    },
  };
}

function rowOf(record: CsvRecord, width: number, fieldAt: readonly [RowField, number][]): InputRow {
  const fields: Partial<Record<RowField, string>> = {};
  for (const [field, index] of fieldAt) {
    const cell = record.cells[index];
    if (cell !== undefined && cell !== "") fields[field] = cell;
  }
  let defect: InputRow["defect"] = record.cells.length > width ? "ragged" : null;
  for (const cell of record.cells) defect ??= cellDefect(cell) ?? null;
  return { raw: record.raw, fields, defect };
}

/** Reads enough of a stream to judge it, and gives the whole of it back. */
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
    yield* chunks;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
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
