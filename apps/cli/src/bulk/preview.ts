import type { JobPreview } from "@winnow/contracts";
import { openInput } from "#bulk/input.ts";
import { newJob, type Bulk } from "#bulk/options.ts";
import { clientOf } from "#server.ts";
import { table, write, writeJson, type Terminal } from "#terminal.ts";

/** `--preview`: what the file would become and cost. */
export async function previewFile(bulk: Bulk, terminal: Terminal): Promise<void> {
  const winnow = await clientOf(bulk.command, terminal);
  const input = await openInput(bulk.file, terminal);
  const source = input.type === "file" ? input.file : input.stream;
  const preview = await winnow.jobs.preview(source, newJob(bulk));
  if (bulk.options.json === true) return writeJson(terminal, preview);
  await write(terminal.stdout, describePreview(preview));
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
  const likely = quote.likely === null ? "" : `, likely ${quote.likely}`;
  return [
    `${encoding}${confidence < 0.5 ? " (a guess: --encoding names another)" : ""}, separated by ${separator}, ${header ? "with a header" : "without a header"}\n`,
    table([["column", "is"], ...columns.map(({ name, field }) => [name, field ?? "(comes back as it is)"])]),
    `${rows.total} rows: ${rows.billable} to work on, ${rows.duplicate} duplicates, ${rows.suppressed} suppressed, ${rows.invalid_input} unusable\n`,
    ...bad.slice(0, 5).map(({ row, reason }) => `  row ${row}: ${reason}\n`),
    `costs ${quote.min} to ${quote.max} credits${likely}\n`,
  ].join("");
}
