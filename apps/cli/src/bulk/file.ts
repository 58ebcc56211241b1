import type { Client, Job, JobPreview } from "@winnow/client";
import { countNoun } from "#bulk/count.ts";
import { previewToStart } from "#bulk/confirm.ts";
import { downloadResults } from "#bulk/download.ts";
import { openInput } from "#bulk/input.ts";
import type { Bulk, BulkOptions } from "#bulk/options.ts";
import { followJob } from "#bulk/progress.ts";
import { submitFile } from "#bulk/submit.ts";
import { Exit, JOB_FAILED } from "#exit-code.ts";
import { clientOf } from "#server.ts";
import { writeTo, writeJson, type Terminal } from "#terminal.ts";

/** Submits a file, follows the job, and writes the file with its results. */
export async function runFile(bulk: Bulk, terminal: Terminal): Promise<void> {
  const winnow = await clientOf(bulk.command, terminal);
  const input = await openInput(bulk.file, terminal);
  const preview = await previewToStart(winnow, bulk, input, terminal);
  const accepted = await submitFile(winnow, { bulk, input, uploadId: preview?.upload.id }, terminal);
  await writeTo(terminal.stderr, `${accepted.id}: ${countNoun(accepted.counts.submitted, "row")}\n`);
  const ended = await followJob(winnow, accepted, terminal);
  await writeTo(terminal.stderr, `${summary(ended)}\n`);
  if (ended.status === "failed") throw new Exit(JOB_FAILED);
  await writeResults(winnow, ended, bulk.options, terminal);
  if (ended.status === "cancelled") throw new Exit(JOB_FAILED);
  if (bulk.options.first !== undefined && preview !== undefined) {
    await writeTo(terminal.stderr, goOn(ended, preview, bulk));
  }
}

/** How to process the rest of the file after a trial. */
function goOn({ counts }: Job, { rows, upload }: JobPreview, { file }: Bulk): string {
  const tried = `These were the first ${counts.submitted} of ${countNoun(rows.total, "row")}.`;
  if (file !== "-") {
    return `${tried} Run the same command without --first to process all of them; these are not paid for again.\n`;
  }
  return `${tried} All of them are kept until ${upload.expires_at} as ${upload.id}.\n`;
}

/** The caller's file with the results, or each row as a line of JSON. */
export async function writeResults(
  winnow: Client,
  job: Pick<Job, "id">,
  options: Pick<BulkOptions, "output" | "json" | "spreadsheetSafe">,
  terminal: Terminal,
): Promise<void> {
  const { output, json, spreadsheetSafe } = options;
  if (json === true && output === undefined) {
    for await (const row of winnow.jobs.results(job.id)) await writeJson(terminal, row);
    return;
  }
  const formulas = spreadsheetSafe === true ? { formulas: "escape" as const } : {};
  await downloadResults(winnow, { jobId: job.id, output, ...formulas }, terminal);
  if (json === true) for await (const row of winnow.jobs.results(job.id)) await writeJson(terminal, row);
}

/** The outcome of a job in one line. */
export function summary({ status, reason, counts, credits }: Job): string {
  const found = Object.entries({ ...counts.by_email_status, duplicate: counts.duplicate })
    .filter(([, rows]) => rows > 0)
    .map(([name, rows]) => `${rows} ${name}`);
  const owned = counts.owned > 0 ? [`${counts.owned} paid for before`] : [];
  const bad = counts.invalid_input > 0 ? [`${counts.invalid_input} unusable`] : [];
  const cost = `${countNoun(credits.captured, "credit")} spent, ${credits.released} released`;
  const why = reason === null ? "" : ` (${reason})`;
  return [`${status}${why}: ${countNoun(counts.submitted, "row")}`, ...found, ...owned, ...bad, cost].join(
    ", ",
  );
}
