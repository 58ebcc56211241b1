import { CsvError, parse } from "csv-parse";
import { parse as parseSync } from "csv-parse/sync";
import type { Encoding } from "#csv/encoding.ts";
import type { Delimiter } from "#csv/dialect.ts";
import { CSV_SYNTAX } from "#csv/syntax.ts";

/** A longer record is taken for a quote that was never closed, before it fills the memory. */
const RECORD_CHARACTERS_MAX = 32 * 1024 * 1024;

/** One record of a CSV file. */
export interface CsvRecord {
  /** The text as it was sent, quotes and inner line breaks included, without the line break that ends it. */
  readonly raw: string;
  readonly cells: readonly string[];
  /** 1-based line of the file on which the record begins. */
  readonly line: number;
}

/** The file cannot be read as CSV: `line` is where the trouble begins. */
export class UnreadableCsvError extends Error {
  override readonly name = "UnreadableCsvError";
  readonly line: number;

  constructor(message: string, line: number, cause?: unknown) {
    super(message, { cause });
    this.line = line;
  }
}

interface ParsedRecord {
  readonly raw: string;
  readonly record: string[];
}

/**
 * Reads the records of a CSV stream with flat memory and back-pressure. Lines may end in CR, LF or CRLF, mixed; blank lines
 * are not records; a quote in the middle of an unquoted cell is text.
 * @throws UnreadableCsvError when a quote is never closed.
 */
export async function* readRecords(
  bytes: AsyncIterable<Uint8Array>,
  options: { readonly encoding: Pick<Encoding, "label">; readonly delimiter: Delimiter },
): AsyncGenerator<CsvRecord, void, undefined> {
  let lastLine = 0;
  const parser = parse({
    delimiter: options.delimiter,
    ...CSV_SYNTAX,
    raw: true,
    skip_empty_lines: true,
    max_record_size: RECORD_CHARACTERS_MAX,
    // Called while parsing: an error drops the records that are parsed but not read yet.
    on_record(parsed: unknown): string[] {
      const { raw, record } = parsed as ParsedRecord;
      const { text, blankLines } = bare(raw);
      const line = lastLine + blankLines + 1;
      lastLine = line + innerBreaks(text);
      // Its types know records of cells only.
      return { raw: text, cells: record, line } satisfies CsvRecord as unknown as string[];
    },
  });
  const feeding = feed(parser, decode(bytes, options.encoding));
  // Awaited at the end; a failure before that also ends the loop below.
  feeding.catch(() => {});
  try {
    yield* parser as unknown as AsyncIterable<CsvRecord>;
  } catch (error) {
    throw unreadable(error, lastLine);
  } finally {
    parser.destroy();
  }
  await feeding;
}

const CR = 13;
const LF = 10;
const isBreak = (code: number) => code === CR || code === LF;

/**
 * The text of a record without what the parser keeps around it: one character for each blank line before it, and one for
 * the line break that ends it.
 */
function bare(raw: string): { readonly text: string; readonly blankLines: number } {
  let start = 0;
  while (isBreak(raw.charCodeAt(start))) start += 1;
  let end = raw.length;
  while (end > start && isBreak(raw.charCodeAt(end - 1))) end -= 1;
  return { text: raw.slice(start, end), blankLines: start };
}

/** How many line breaks are inside a record: CRLF is one. */
function innerBreaks(text: string): number {
  let breaks = 0;
  if (!text.includes("\n") && !text.includes("\r")) return breaks;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === LF || (code === CR && text.charCodeAt(index + 1) !== LF)) breaks += 1;
  }
  return breaks;
}

async function feed(parser: ReturnType<typeof parse>, text: AsyncIterable<string>): Promise<void> {
  try {
    for await (const piece of text) {
      if (parser.destroyed) return;
      if (!parser.write(piece)) await drained(parser);
    }
    parser.end();
  } catch (error) {
    parser.destroy(error as Error);
    throw error;
  }
}

function drained(parser: ReturnType<typeof parse>): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      parser.off("drain", done).off("close", done);
      resolve();
    };
    parser.on("drain", done).on("close", done);
  });
}

async function* decode(
  bytes: AsyncIterable<Uint8Array>,
  encoding: Pick<Encoding, "label">,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding.label);
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

function unreadable(error: unknown, lastLine: number): unknown {
  if (!(error instanceof CsvError)) return error;
  switch (error.code) {
    case "CSV_QUOTE_NOT_CLOSED":
      return new UnreadableCsvError(
        `The quote that opens in the record after line ${lastLine} is never closed.`,
        lastLine + 1,
        error,
      );
    case "CSV_MAX_RECORD_SIZE":
      return new UnreadableCsvError(
        `The record after line ${lastLine} is longer than ${RECORD_CHARACTERS_MAX} characters: is a quote left open?`,
        lastLine + 1,
        error,
      );
    default:
      return new UnreadableCsvError(error.message, lastLine + 1, error);
  }
}

/** Reads one record again from its raw text, as `input` of an answer shows it. */
export function parseCells(raw: string, delimiter: string): string[] {
  const [record] = parseSync(raw, { ...CSV_SYNTAX, delimiter });
  return record ?? [];
}
