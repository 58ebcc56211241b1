import { cellDefect } from "#csv/cell.ts";
import type { Delimiter } from "#csv/dialect.ts";
import { openTable, type OpenTableOutcome } from "#csv/open-table.ts";
import type { CsvRecord } from "#csv/read-records.ts";
import {
  mapContactColumns,
  type ColumnMapping,
  type DirectoryField,
  type MapColumnsOutcome,
} from "#directory/map-columns.ts";
import { lineOfContact, type DirectoryLine } from "#directory/line.ts";

export type OpenDirectoryFile =
  | { readonly outcome: "opened"; readonly lines: AsyncIterable<DirectoryLine> }
  | Exclude<OpenTableOutcome, { outcome: "opened" }>
  | Exclude<MapColumnsOutcome, { outcome: "mapped" }>;

/**
 * Opens a CSV file of contacts, whose dialect is detected as for jobs.
 * @throws UnreadableCsvError
 */
export async function openContactsCsv(
  bytes: AsyncIterable<Uint8Array>,
  told: {
    readonly mapping?: Readonly<Partial<Record<DirectoryField, string>>> | undefined;
    readonly encoding?: string | undefined;
    readonly delimiter?: Delimiter | undefined;
  },
): Promise<OpenDirectoryFile> {
  const table = await openTable(bytes, { ...told, hasHeader: true });
  if (table.outcome !== "opened") return table;
  const { columns, records } = table;
  const mapped = mapContactColumns(columns, told.mapping);
  if (mapped.outcome !== "mapped") return mapped;
  async function* lines(mapping: ColumnMapping): AsyncGenerator<DirectoryLine> {
    for await (const record of records) yield lineOf(record, columns.length, mapping);
  }
  return { outcome: "opened", lines: lines(mapped.mapping) };
}

function lineOf({ cells, line }: CsvRecord, width: number, mapping: ColumnMapping): DirectoryLine {
  if (cells.length > width) return { line, defect: `has ${cells.length} cells, the header ${width}` };
  const fields: Record<string, string | null | undefined> = {};
  for (const [field, index] of Object.entries(mapping)) {
    const cell = cells[index] ?? "";
    const defect = cellDefect(cell);
    if (defect !== undefined) return { line, defect: `${field}: ${defect}` };
    fields[field] = cell.trim() === "" ? null : cell.trim();
  }
  // An empty key, email or verdict is absent; any other empty cell says that the field has no value.
  for (const field of ["key", "email_status", "verified_at"]) fields[field] ??= undefined;
  return lineOfContact(line, fields);
}
