import type { RowField, CreateCsvJobQuery } from "@winnow/contracts";
import type { JobSource } from "@winnow/database";
import { cellDefect } from "#csv/cell.ts";
import { mapColumns, type MappedColumns, type MappingOutcome } from "#csv/mapping.ts";
import { openTable, type OpenTableOutcome } from "#csv/open-table.ts";
import type { CsvRecord } from "#csv/read-records.ts";
import type { InputRow } from "#job/intake/input-row.ts";

export type OpenedCsv =
  | {
      readonly outcome: "opened";
      readonly source: JobSource;
      /** Every data row. @throws UnreadableCsvError */
      readonly rows: AsyncIterable<InputRow>;
      readonly mapped: MappedColumns;
      /** Of the encoding, 0 to 1. */
      readonly confidence: number;
    }
  | Exclude<OpenTableOutcome, { outcome: "opened" }>
  | Exclude<MappingOutcome, { outcome: "mapped" }>;

/**
 * Opens a CSV stream as the rows of a job: see openTable; the columns are mapped to fields.
 * @throws UnreadableCsvError when the beginning already cannot be read.
 */
export async function openCsv(
  bytes: AsyncIterable<Uint8Array>,
  query: CreateCsvJobQuery,
): Promise<OpenedCsv> {
  const table = await openTable(bytes, {
    encoding: query.encoding,
    delimiter: query.delimiter,
    hasHeader: query.has_header === undefined ? undefined : query.has_header === "true",
  });
  if (table.outcome !== "opened") return table;
  const { encoding, dialect, header, columns, sample, records } = table;
  const mapped = mapColumns({ kind: query.kind, columns, sample, named: query.mapping });
  if (mapped.outcome !== "mapped") return mapped;
  const fieldAt = Object.entries(mapped.mapping) as [RowField, number][];
  async function* rows(): AsyncGenerator<InputRow> {
    let expectedLine = header === null ? 1 : 2;
    for await (const record of records) {
      const row = rowOf(record, columns.length, fieldAt);
      yield record.line === expectedLine ? row : { ...row, line: record.line };
      expectedLine += 1;
    }
  }
  return {
    outcome: "opened",
    rows: rows(),
    mapped,
    confidence: encoding.confidence,
    source: {
      format: "csv",
      delimiter: dialect.delimiter,
      newline: dialect.newline,
      encoding: encoding.label,
      bom: encoding.bom,
      header,
      columns: [...columns],
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
  return { raw: record.raw, fields, defect, line: null };
}
