import { createWriteStream } from "node:fs";
import { resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";
import type { Command } from "commander";
import { operatorOf } from "#server.ts";
import type { Terminal } from "#terminal.ts";

/** `winnow directory export` */
export async function exportDirectory(command: Command, terminal: Terminal): Promise<void> {
  const { format, output } = command.opts<{ format: "csv" | "ndjson"; output?: string }>();
  const operator = operatorOf(command, terminal);
  const contacts = await operator.exportDirectory(format === "csv" ? "text/csv" : "application/x-ndjson");
  const source = Readable.fromWeb(contacts as NodeReadableStream);
  const file = output === undefined ? undefined : createWriteStream(resolve(terminal.directory, output));
  await pipeline(source, file ?? terminal.stdout, { end: file !== undefined });
}
