import { RowField } from "@winnow/contracts";
import type { DatabaseOutput, JobSource } from "@winnow/database";
import type { Pool } from "pg";
import { parseCells } from "#csv/read-records.ts";
import { appendedCell, escapeFormula, quoteCell } from "#csv/write-cell.ts";
import { createEncoder } from "#csv/encoder.ts";
import { readFiledRows } from "#job/results/read-rows.ts";
import { resultColumns } from "#job/results/result-columns.ts";

const BLOCK_CHARACTERS = 64 * 1024;

type CsvSource = Extract<JobSource, { format: "csv" }>;

/** How a JSON job is written as a file. */
const JSON_LAYOUT: CsvSource = {
  format: "csv",
  delimiter: ",",
  newline: "\r\n",
  encoding: "utf-8",
  bom: false,
  columns: RowField.options,
  header: RowField.options.join(","),
};

/**
 * The caller's own file back: same rows, same order, same cells as they were written, in the same encoding, with the
 * results appended. Blank lines are not rows and do not come back. Partial while the job runs.
 * @param options.formulas `escape` also makes the caller's own cells safe to open in a spreadsheet, which changes them.
 */
export async function* exportCsv(
  pool: Pool,
  job: DatabaseOutput<"jobs">,
  options: { readonly formulas?: "escape" | undefined } = {},
): AsyncGenerator<Buffer, void, undefined> {
  const layout = job.source.format === "csv" ? job.source : JSON_LAYOUT;
  const escape = options.formulas === "escape";
  const appended = resultColumns(job);
  const encode = createEncoder(layout.encoding);
  let block = layout.bom ? "\uFEFF" : "";
  if (layout.header !== null) {
    const own = escape ? rewrite(layout.header, layout) : layout.header;
    block += [own, ...appended.map(({ name }) => name)].join(layout.delimiter) + layout.newline;
  }
  for await (const row of readFiledRows(pool, job)) {
    const own = job.source.format === "csv" ? row.raw : recordOfJson(row, layout);
    const cells = appended.map(({ cell }) => appendedCell(cell(row, job), layout.delimiter));
    const written = escape ? rewrite(own, layout) : own;
    block += [pad(written, layout), ...cells].join(layout.delimiter) + layout.newline;
    if (block.length < BLOCK_CHARACTERS) continue;
    yield encode(block);
    block = "";
  }
  if (block !== "") yield encode(block);
}

/** A short record gets the delimiters that it lacks, so that the appended columns stand below their names. */
function pad(raw: string, layout: CsvSource): string {
  const delimiters = raw.split(layout.delimiter).length - 1;
  if (delimiters >= layout.columns.length - 1 && !raw.includes('"')) return raw;
  const missing = layout.columns.length - parseCells(raw, layout.delimiter).length;
  return missing > 0 ? raw + layout.delimiter.repeat(missing) : raw;
}

/** The record with every cell made safe. */
function rewrite(raw: string, layout: CsvSource): string {
  return parseCells(raw, layout.delimiter)
    .map((cell) => quoteCell(escapeFormula(cell), layout.delimiter))
    .join(layout.delimiter);
}

function recordOfJson(row: { readonly raw: string }, layout: CsvSource): string {
  const input = JSON.parse(row.raw) as Record<string, string>;
  return layout.columns
    .map((column) => quoteCell(input[column] ?? "", layout.delimiter))
    .join(layout.delimiter);
}
