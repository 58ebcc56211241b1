import type { Client, Job } from "@winnow/client";
import { Command } from "commander";
import { summary, writeResults } from "#bulk/file.ts";
import { describePace } from "#bulk/pace.ts";
import { followJob } from "#bulk/progress.ts";
import { deleteJob } from "#job/delete.ts";
import { underKey } from "#key-option.ts";
import { clientOf } from "#server.ts";
import { formatTable, writeTo, writeJson, type Terminal } from "#terminal.ts";
import { positiveNumber } from "#whole-number.ts";

interface Options {
  readonly json?: boolean;
  readonly limit: number;
  readonly output?: string;
  readonly spreadsheetSafe?: boolean;
}

const CONTROLS = {
  pause: "start no more rows of a job until it is resumed",
  resume: "continue a paused job, or retry a held one",
  cancel: "stop a job and release the credits of unfinished rows",
  rerun: "start a new job with the rows that failed or stayed unknown",
} as const;

/** `winnow jobs …` */
export function jobsCommand(terminal: Terminal): Command {
  const jobs = new Command("jobs").description("list, follow and control jobs");
  underKey(
    jobs
      .command("list")
      .description("list the newest jobs")
      .option("--limit <count>", "how many", positiveNumber, 20),
  ).action(async (options: Options, command: Command) =>
    listJobs(await clientOf(command, terminal), options, terminal),
  );
  const one = (name: string, description: string) =>
    underKey(jobs.command(name).argument("<job>", "its id, job_…").description(description));

  one("show", "print the status of a job").action(async (id: string, options: Options, command: Command) =>
    show(await (await clientOf(command, terminal)).jobs.get(id), options, terminal),
  );
  one("watch", "follow a job to its end").action(async (id: string, options: Options, command: Command) => {
    const winnow = await clientOf(command, terminal);
    await show(await followJob(winnow, await winnow.jobs.get(id), terminal), options, terminal);
  });
  one("results", "download the file with its results so far")
    .option("-o, --output <file>", "write to this file")
    .option("--spreadsheet-safe", "put an apostrophe before cells that a spreadsheet would run as formulas")
    .action(async (id: string, options: Options, command: Command) =>
      writeResults(await clientOf(command, terminal), { id }, options, terminal),
    );
  for (const [name, description] of Object.entries(CONTROLS) as [keyof typeof CONTROLS, string][]) {
    one(name, description).action(async (id: string, options: Options, command: Command) =>
      show(await (await clientOf(command, terminal)).jobs[name](id), options, terminal),
    );
  }
  one("delete", "delete the rows and results of an ended job for good")
    .option("-y, --yes", "delete without a confirmation")
    .action(async (id: string, options: Options & { yes?: boolean }, command: Command) =>
      show(await deleteJob(await clientOf(command, terminal), id, options, terminal), options, terminal),
    );
  return jobs;
}

async function listJobs(winnow: Client, { json, limit }: Options, terminal: Terminal): Promise<void> {
  const rows: string[][] = [["job", "kind", "status", "rows", "done", "credits", "created"]];
  let listed = 0;
  for await (const job of winnow.jobs.list()) {
    if (listed === limit) break;
    listed += 1;
    if (json) await writeJson(terminal, job);
    else rows.push(cellsOf(job));
  }
  if (!json) await writeTo(terminal.stdout, formatTable(rows));
}

function cellsOf({ id, kind, status, counts, credits, created_at: createdAt }: Job): string[] {
  return [
    id,
    kind,
    status,
    String(counts.submitted),
    String(counts.done),
    String(credits.captured),
    createdAt,
  ];
}

async function show(job: Job, { json }: Options, terminal: Terminal): Promise<void> {
  if (json) return writeJson(terminal, job);
  const pace = describePace(job, new Date());
  const lines = [
    `${job.id} (${job.kind}, ${job.mode}) ${summary(job)}`,
    ...(pace === "" ? [] : [pace]),
    ...(job.results_expire_at === null ? [] : [`results are kept until ${job.results_expire_at}`]),
    ...(job.results_deleted_at === null
      ? []
      : [`its rows and results were deleted at ${job.results_deleted_at}`]),
  ];
  await writeTo(terminal.stdout, lines.map((line) => `${line}\n`).join(""));
}
