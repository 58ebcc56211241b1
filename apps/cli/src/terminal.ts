import type { Readable, Writable } from "node:stream";

/** Where a command runs: data goes to `stdout`, messages to `stderr`. */
export interface Terminal {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What relative paths are relative to. */
  readonly directory: string;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & { readonly isTTY?: boolean };
  readonly stderr: Writable & { readonly isTTY?: boolean };
  /** Aborted at Ctrl-C. */
  readonly interrupted: AbortSignal;
  /** Disposed when the command ends. */
  readonly ending: AsyncDisposableStack;
}

/** A mistake in the command line: its message is printed, with exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Writes, and waits while the reader is slower. */
export async function writeTo(stream: Writable, text: string | Uint8Array): Promise<void> {
  if (stream.write(text)) return;
  await new Promise<void>((resolve) => void stream.once("drain", resolve));
}

/** Data as one line of JSON, for scripts. */
export function writeJson({ stdout }: Terminal, value: unknown): Promise<void> {
  return writeTo(stdout, `${JSON.stringify(value)}\n`);
}

/** A table with aligned columns, for people; the first row is its head. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join("  ")
          .trimEnd()}\n`,
    )
    .join("");
}
