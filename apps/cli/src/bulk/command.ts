import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { OnInsufficient, TRIAL_ROWS_MAX, type JobKind } from "@winnow/contracts";
import { Command, InvalidArgumentError, Option } from "commander";
import { runFile } from "#bulk/file.ts";
import type { BulkOptions } from "#bulk/options.ts";
import { previewFile } from "#bulk/preview.ts";
import { enrichOne, verifyOne, type PersonOptions } from "#bulk/single.ts";
import { underKey } from "#key-option.ts";
import type { Terminal } from "#terminal.ts";
import { positiveNumber, wholeNumber } from "#whole-number.ts";

/** `winnow verify <file or address>` */
export function verifyCommand(terminal: Terminal): Command {
  const command = new Command("verify")
    .argument("<input>", "a CSV file, - for standard input, or one address")
    .description("verify a file of addresses and add the results to it, or verify one address");
  return bulkOptions(command).action(async (input: string, options: BulkOptions, self: Command) => {
    if (input.includes("@") && !(await isFile(input, terminal))) return verifyOne(input, self, terminal);
    return runBulk("verify", input, options, self, terminal);
  });
}

/** `winnow enrich <file>`, or one person by options. */
export function enrichCommand(terminal: Terminal): Command {
  const command = new Command("enrich")
    .argument("[file]", "a CSV file, or - for standard input; left out for one person")
    .description("find the emails of a file of people and add the results to it, or of one person")
    .option("--first-name <name>")
    .option("--last-name <name>")
    .option("--full-name <name>")
    .option("--company <name>")
    .option("--domain <domain>")
    .option("--linkedin-url <url>")
    .option("--email <address>");
  return bulkOptions(command).action(
    async (file: string | undefined, options: BulkOptions & PersonOptions, self: Command) => {
      if (file !== undefined) return runBulk("enrich", file, options, self, terminal);
      return enrichOne(options, self, terminal);
    },
  );
}

function runBulk(
  kind: JobKind,
  file: string,
  options: BulkOptions,
  command: Command,
  terminal: Terminal,
): Promise<void> {
  const bulk = { kind, file, options, command };
  return options.preview ? previewFile(bulk, terminal) : runFile(bulk, terminal);
}

function bulkOptions(command: Command): Command {
  return underKey(command)
    .option("-o, --output <file>", "write the file with its results to this path instead of standard output")
    .option(
      "--max-credits <credits>",
      "the most that the job may cost; prompted for on a terminal",
      positiveNumber,
    )
    .addOption(
      new Option("--on-insufficient <how>", "what to do when there are too few credits for the job")
        .choices(OnInsufficient.options)
        .default("reject"),
    )
    .option("--max-wait <seconds>", "how long greylisted rows may wait", wholeNumber)
    .option(
      "--max-age <seconds>",
      "verify: a verdict that you paid for within this time is used again, free",
      wholeNumber,
    )
    .option("--mapping <json>", 'which column is which field: {"email":"E-Mail 2"}')
    .option("--encoding <name>", "such as windows-1252; detected when left out")
    .addOption(new Option("--delimiter <character>", "detected when left out").choices([",", ";", "\t", "|"]))
    .option("--no-header", "the first line is data, not a header")
    .option("--callback-url <url>", "URL to which signed events are posted")
    .option("--spreadsheet-safe", "put an apostrophe before cells that a spreadsheet would run as formulas")
    .option("--preview", "print how the file is read and what it would cost, without starting a job")
    .option(
      "--first <rows>",
      "process only this many rows first; the whole file does not pay for them again",
      trialRows,
    )
    .option("-y, --yes", "start without a confirmation");
}

async function isFile(path: string, { directory }: Terminal): Promise<boolean> {
  return (await stat(resolve(directory, path)).catch(() => undefined))?.isFile() === true;
}

function trialRows(text: string): number {
  const rows = positiveNumber(text);
  if (rows > TRIAL_ROWS_MAX) throw new InvalidArgumentError(`It must be at most ${TRIAL_ROWS_MAX}.`);
  return rows;
}
