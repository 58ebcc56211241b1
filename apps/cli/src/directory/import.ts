import { createWriteStream, openAsBlob } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { extname, resolve } from "node:path";
import { Readable } from "node:stream";
import type { DirectoryFormat, ImportReport, RejectedLine } from "@winnow/client";
import { ImportDirectoryQuery } from "@winnow/contracts";
import type { Command } from "commander";
import { operatorOf } from "#server.ts";
import { UsageError, writeTo, type Terminal } from "#terminal.ts";

interface Options {
  readonly source: string;
  readonly format?: "csv" | "ndjson";
  readonly mapping?: string;
  readonly observedAt?: string;
  readonly encoding?: string;
  readonly rejected?: string;
  readonly json?: boolean;
}

/** `winnow directory import` */
export async function importDirectory(file: string, command: Command, terminal: Terminal): Promise<void> {
  const options = command.opts<Options>();
  const operator = operatorOf(command, terminal);
  const query = await queryOf(options, terminal);
  const format = formatOf(file, options);
  const rejected =
    options.rejected === undefined
      ? undefined
      : createWriteStream(resolve(terminal.directory, options.rejected));
  const imported = operator.importDirectory(await open(file, terminal), { ...query, format });
  let next = await imported.next();
  for (; next.done !== true; next = await imported.next()) {
    if (rejected === undefined) await writeTo(terminal.stderr, `${describe(next.value)}\n`);
    else await writeTo(rejected, `${JSON.stringify(next.value)}\n`);
  }
  if (rejected !== undefined) await new Promise<void>((done) => void rejected.end(done));
  await writeTo(terminal.stdout, options.json ? `${JSON.stringify(next.value)}\n` : summary(next.value));
}

async function queryOf(options: Options, { directory }: Terminal): Promise<ImportDirectoryQuery> {
  const { source, encoding, observedAt } = options;
  const path = options.mapping;
  const text =
    path === undefined ? undefined : await readFile(resolve(directory, path), "utf8").catch(unreadable(path));
  const parsed = ImportDirectoryQuery.safeParse({ source, encoding, observed_at: observedAt, mapping: text });
  if (parsed.success) return parsed.data;
  const mistakes = parsed.error.issues.map(
    ({ path: at, message }) => `--${at.join(".").replace("_", "-")}: ${message}`,
  );
  throw new UsageError(mistakes.join("\n"));
}

function formatOf(file: string, { format }: Options): DirectoryFormat {
  const named =
    format ?? { ".csv": "csv", ".tsv": "csv", ".ndjson": "ndjson", ".jsonl": "ndjson" }[extname(file)];
  if (named === undefined)
    throw new UsageError(`The format of ${file} is unknown: add --format csv or --format ndjson.`);
  return named === "csv" ? "text/csv" : "application/x-ndjson";
}

async function open(file: string, { directory, stdin }: Terminal) {
  if (file === "-") return Readable.toWeb(stdin) as ReadableStream<Uint8Array>;
  const path = resolve(directory, file);
  await stat(path).catch(unreadable(file));
  return openAsBlob(path);
}

function unreadable(file: string) {
  return (error: NodeJS.ErrnoException): never => {
    throw new UsageError(`${file} cannot be read: ${error.code ?? error.message}`);
  };
}

function describe({ line, key, reason, message }: RejectedLine): string {
  return `line ${line}${key === null ? "" : ` (${key})`}: ${message} [${reason}]`;
}

function summary({ lines, created, updated, unchanged, rejected }: ImportReport): string {
  return `${lines} lines: ${created} created, ${updated} updated, ${unchanged} unchanged, ${rejected} rejected\n`;
}
