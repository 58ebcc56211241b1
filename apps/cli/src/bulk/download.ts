import { createHash, type Hash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { WinnowError, type Client, type Download } from "@winnow/client";
import { writeTo, type Terminal } from "#terminal.ts";

export interface Wanted {
  readonly jobId: string;
  /** A path; undefined for standard output. */
  readonly output: string | undefined;
  readonly formulas?: "escape";
}

/** Names of the partial file, and of the file beside it that holds the entity tag of its content. */
interface Kept {
  readonly part: string;
  readonly tag: string;
}

/**
 * Downloads a job's file. Its bytes stand in `output.part` until it is complete and has the digest that the server gave. A
 * download that broke, in this command or an earlier one, is resumed.
 * @throws WinnowError digest_mismatch, after which the partial file is deleted.
 */
export async function downloadResults(winnow: Client, wanted: Wanted, terminal: Terminal): Promise<void> {
  const { jobId, output, formulas } = wanted;
  const options = {
    ...(formulas !== undefined && { formulas }),
    signal: terminal.interrupted,
    onBreak: ({ message }: WinnowError) => void terminal.stderr.write(`${message}. It is resumed there.\n`),
  };
  if (output === undefined) {
    const download = await winnow.jobs.downloadCsv(jobId, options);
    for await (const chunk of checked(download, createHash("sha256"))) await writeTo(terminal.stdout, chunk);
    return;
  }
  const path = resolve(terminal.directory, output);
  const kept: Kept = { part: `${path}.part`, tag: `${path}.part.etag` };
  const download = await winnow.jobs.downloadCsv(jobId, { ...options, have: await findKept(kept) });
  const { etag, size, offset } = download;
  if (offset > 0) {
    await writeTo(terminal.stderr, `Resuming ${output}.part at byte ${offset} of ${size ?? "?"}\n`);
  }
  try {
    await store(download, kept);
  } catch (error) {
    const worthless = etag === undefined || (error as WinnowError).code === "digest_mismatch";
    if (worthless) await forget(kept);
    else await writeTo(terminal.stderr, `${output}.part is kept: run the same command again to resume it.\n`);
    throw error;
  }
  // The file gets its name only when it is complete.
  await rename(kept.part, path);
  await forget(kept);
  await writeTo(terminal.stderr, `Written to ${output}\n`);
}

async function findKept({ part, tag }: Kept): Promise<{ etag: string; bytes: number } | undefined> {
  const etag = await readFile(tag, "utf8").catch(() => undefined);
  const bytes = (await stat(part).catch(() => undefined))?.size;
  return etag === undefined || bytes === undefined ? undefined : { etag, bytes };
}

/** Appends what arrives to the partial file. */
async function store(download: Download, { part, tag }: Kept): Promise<void> {
  const { etag, offset } = download;
  const hash = createHash("sha256");
  if (offset > 0) {
    for await (const chunk of createReadStream(part, { end: offset - 1 })) hash.update(chunk as Uint8Array);
  } else {
    await writeFile(part, "");
    // The tag is written last: after a crash in between, no partial file has the tag of another content.
    if (etag === undefined) await rm(tag, { force: true });
    else await writeFile(tag, etag);
  }
  await pipeline(checked(download, hash), createWriteStream(part, { flags: "r+", start: offset }));
}

/** Passes the chunks on. @throws WinnowError digest_mismatch after the last one. */
async function* checked(
  { chunks, sha256 }: Download,
  hash: Hash,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
  const found = hash.digest("hex");
  if (sha256 === undefined || found === sha256) return;
  throw new WinnowError({
    code: "digest_mismatch",
    message: `The downloaded file differs from the server's: its SHA-256 is ${found}, not ${sha256}. Run the same command again`,
    status: 0,
    retryable: true,
  });
}

async function forget({ part, tag }: Kept): Promise<void> {
  await rm(part, { force: true });
  await rm(tag, { force: true });
}
