import type { Readable, Writable } from "node:stream";

/** Where a command runs: data goes to `stdout`, messages to `stderr`. */
export interface Terminal {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What relative paths are relative to. */
  readonly directory: string;
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable & { readonly isTTY?: boolean };
}

/** A mistake of the caller: printed as it is, exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Writes, and waits while the reader is slower. */
export async function write(stream: Writable, text: string | Uint8Array): Promise<void> {
  if (stream.write(text)) return;
  await new Promise<void>((resolve) => void stream.once("drain", resolve));
}
