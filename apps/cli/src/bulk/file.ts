import type { Client } from "@winnow/client";
import type { Job } from "@winnow/contracts";
import { count } from "#bulk/count.ts";
import { confirmCost } from "#bulk/confirm.ts";
import { downloadResults } from "#bulk/download.ts";
import { idempotencyKeyOf, openInput } from "#bulk/input.ts";
import { newJob, type Bulk, type BulkOptions } from "#bulk/options.ts";
import { followJob } from "#bulk/progress.ts";
import { Exit, JOB_FAILED } from "#exit-code.ts";
import { clientOf } from "#server.ts";
import { write, writeJson, type Terminal } from "#terminal.ts";

/** Submits a file, follows the job, and writes the file back with its results. */
export async function runFile(bulk: Bulk, terminal: Terminal): Promise<void> {
  const winnow = await clientOf(bulk.command, terminal);
  const input = await openInput(bulk.file, terminal);
  const job = newJob(bulk);
  await confirmCost(winnow, bulk, input, terminal);
  const idempotencyKey = await idempotencyKeyOf(input, job);
  const source = input.type === "file" ? input.file : input.stream;
  const accepted = await winnow.jobs.createFromCsv(source, job, {
    ...(idempotencyKey !== undefined && { idempotencyKey }),
    signal: terminal.interrupted,
  });
  await write(terminal.stderr, `${accepted.id}: ${count(accepted.counts.submitted, "row")}\n`);
  const ended = await followJob(winnow, accepted, terminal);
  await write(terminal.stderr, `${summary(ended)}\n`);
  if (ended.status === "failed") throw new Exit(JOB_FAILED);
  await writeResults(winnow, ended, bulk.options, terminal);
  if (ended.status === "cancelled") throw new Exit(JOB_FAILED);
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

/** What became of a job, in one line. */
export function summary({ status, reason, counts, credits }: Job): string {
  const found = Object.entries({ ...counts.by_email_status, duplicate: counts.duplicate })
    .filter(([, rows]) => rows > 0)
    .map(([name, rows]) => `${rows} ${name}`);
  const owned = counts.owned > 0 ? [`${counts.owned} paid for before`] : [];
  const bad = counts.invalid_input > 0 ? [`${counts.invalid_input} unusable`] : [];
  const cost = `${count(credits.captured, "credit")} spent, ${credits.released} given back`;
  const why = reason === null ? "" : ` (${reason})`;
  return [`${status}${why}: ${count(counts.submitted, "row")}`, ...found, ...owned, ...bad, cost].join(", ");
}
