import { createHash } from "node:crypto";
import { openAsBlob } from "node:fs";
import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { NewCsvJob } from "@winnow/client";
import { UsageError, type Terminal } from "#terminal.ts";

/** A file, which can be read again, or standard input, which cannot. */
export type Input =
  | { readonly type: "file"; readonly file: Blob }
  | { readonly type: "stream"; readonly stream: AsyncIterable<Uint8Array> };

/** @throws UsageError when the file cannot be read. */
export async function openInput(file: string, { directory, stdin }: Terminal): Promise<Input> {
  if (file === "-") return { type: "stream", stream: stdin };
  const path = resolve(directory, file);
  try {
    if (!(await stat(path)).isFile()) throw new UsageError(`${file} is not a file.`);
    return { type: "file", file: await openAsBlob(path) };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UsageError(`${file} cannot be read: ${code ?? message}`);
  }
}

/**
 * The same file with the same options is the same job: the same command, run again after a crash, returns to it.
 * @returns undefined for standard input.
 */
export async function idempotencyKeyOf(
  input: Input,
  job: NewCsvJob & { readonly first?: number },
): Promise<string | undefined> {
  if (input.type === "stream") return undefined;
  const hash = createHash("sha256").update(JSON.stringify(job));
  for await (const chunk of input.file.stream()) hash.update(chunk);
  return `cli-${hash.digest("hex")}`;
}
