import type { JobPreview, PreviewColumn } from "@winnow/client";
import { openInput } from "#bulk/input.ts";
import { newJob, type Bulk } from "#bulk/options.ts";
import { clientOf } from "#server.ts";
import { formatTable, writeTo, writeJson, type Terminal } from "#terminal.ts";

const SHOWN_BAD_ROWS = 5;
const SURE = 0.9;

/** `--preview`: how the file is read and what it would cost. */
export async function previewFile(bulk: Bulk, terminal: Terminal): Promise<void> {
  const winnow = await clientOf(bulk.command, terminal);
  const input = await openInput(bulk.file, terminal);
  const source = input.type === "file" ? input.file : input.stream;
  const preview = await winnow.jobs.preview(source, newJob(bulk));
  if (bulk.options.json === true) return writeJson(terminal, preview);
  await writeTo(terminal.stdout, describePreview(preview));
}

/** A preview for people. */
export function describePreview(preview: JobPreview): string {
  const {
    encoding,
    encoding_confidence: confidence,
    delimiter,
    has_header: header,
    columns,
    rows,
    bad_rows: bad,
    quote,
  } = preview;
  const separator = { ",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars" }[delimiter] ?? delimiter;
  const owned = rows.owned === 0 ? "" : `${rows.owned} paid for already, `;
  const likely = quote.likely === null ? "" : `, likely ${quote.likely}`;
  return [
    `${encoding}${confidence < 0.5 ? " (a guess: name another one with --encoding)" : ""}, separated by ${separator}, ${header ? "with a header" : "without a header"}\n`,
    formatTable([["column", "is"], ...columns.map((column) => [column.name, describeField(column)])]),
    `${rows.total} rows: ${rows.billable} to process, ${owned}${rows.duplicate} duplicates, ${rows.suppressed} suppressed, ${rows.invalid_input} unusable\n`,
    ...bad
      .slice(0, SHOWN_BAD_ROWS)
      .map(({ row, line, reason }) => `  line ${line} (row ${row}): ${reason}\n`),
    `costs ${quote.min} to ${quote.max} credits${likely}\n`,
  ].join("");
}

/** The field that a column is read as, and the confidence where it is low. */
function describeField({ field, confidence }: PreviewColumn): string {
  if (field === null) return "(left as it is)";
  if (confidence === null || confidence >= SURE) return field;
  return `${field} (${Math.round(confidence * 100)}% sure: name another one with --mapping)`;
}
