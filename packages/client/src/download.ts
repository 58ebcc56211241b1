import type { Answer } from "#http/answer.ts";
import type { CallOptions, Query } from "#http/call.ts";
import { networkError, unexpectedAnswer } from "#http/failure.ts";
import { pauseFor } from "#http/pause.ts";
import { TRANSFER } from "#http/time-limit.ts";
import type { Transport } from "#http/transport.ts";
import { WinnowError } from "#http/winnow-error.ts";

/** The download fails after this many breaks in a row without a byte. */
const BARREN_MAX = 4;
const FIRST_DELAY_MS = 250;

export interface DownloadOptions extends CallOptions {
  /** The length of an earlier partial download, and the entity tag of its file. */
  readonly have?: { readonly etag: string; readonly bytes: number } | undefined;
  /** Called when the connection broke after this many bytes and is opened again. */
  readonly onBreak?: (error: WinnowError, bytes: number) => void;
}

/** A file that is being downloaded. */
export interface Download {
  /** The entity tag of this file. undefined: the file is unfinished, so a download that breaks has to begin again. */
  readonly etag: string | undefined;
  /** SHA-256 of the whole file in hexadecimal, to be compared with that of the bytes that arrived. */
  readonly sha256: string | undefined;
  /** Bytes of the whole file. */
  readonly size: number | undefined;
  /** Where the chunks begin: the length in `have`, or 0 when that was another file. */
  readonly offset: number;
  /**
   * The bytes from `offset` to the end, through broken connections.
   * @throws WinnowError `network_error` or `timeout` when no more bytes come; the signal's reason when it is aborted.
   */
  readonly chunks: AsyncGenerator<Uint8Array, void, undefined>;
}

interface Opened extends Pick<Download, "etag" | "sha256" | "size"> {
  readonly answer: Answer;
  /** Which byte of the file the body begins with. */
  readonly start: number;
}

/**
 * Opens a file whose download is resumed after a break, as long as the server sends an entity tag (RFC 9110 §13.1.5,
 * §14.2).
 * @throws WinnowError
 */
export async function download(
  transport: Transport,
  from: { readonly path: string; readonly query: Query; readonly accept: string },
  { have, onBreak, ...options }: DownloadOptions,
): Promise<Download> {
  const open = async (etag: string | undefined, position: number): Promise<Opened> => {
    const behind = etag !== undefined && position > 0;
    // The byte before it is requested as well: a range after the last byte would be refused.
    const range = behind ? { range: `bytes=${position - 1}-`, "if-range": etag } : {};
    const headers = { accept: from.accept, ...range };
    const call = { method: "GET", path: from.path, query: from.query, headers, limit: TRANSFER } as const;
    try {
      return readHead(await transport.open({ ...call, ...options }), position);
    } catch (error) {
      if (behind && error instanceof WinnowError && error.status === 416) return open(undefined, 0);
      throw error;
    }
  };

  let first = await open(have?.etag, have?.bytes ?? 0);
  const goesOn = have !== undefined && first.etag === have.etag && have.bytes <= (first.size ?? Infinity);
  if (!goesOn && first.start > 0) {
    // A part of an unknown file.
    first.answer.close();
    first = await open(undefined, 0);
  }
  const { etag, sha256, size } = first;
  const offset = goesOn ? have.bytes : 0;

  async function* chunks(): AsyncGenerator<Uint8Array, void, undefined> {
    let position = offset;
    let barren = 0;
    for (let opened = first; ;) {
      const before = position;
      let broken: WinnowError;
      try {
        for await (const chunk of bytesOf(opened, position)) {
          position += chunk.byteLength;
          yield chunk;
        }
        if (size === undefined || position === size) return;
        const reason = new Error(`it ended after ${position} of ${size} bytes`);
        broken = networkError(opened.answer.address, reason);
      } catch (error) {
        if (!(error instanceof WinnowError) || !error.retryable) throw error;
        broken = error;
      }
      broken = breakOf(broken, position);
      barren = position > before ? 0 : barren + 1;
      if (etag === undefined || barren > BARREN_MAX) throw broken;
      onBreak?.(broken, position);
      if (barren > 0) await pauseFor(FIRST_DELAY_MS * 2 ** (barren - 1) * Math.random(), options.signal);
      opened = await open(etag, position);
      if (opened.etag !== etag || opened.size !== size) {
        opened.answer.close();
        throw unexpectedAnswer(opened.answer, "the same file as before");
      }
    }
  }
  return { etag, sha256, size, offset, chunks: chunks() };
}

/** What the headers say. A compressed answer has other bytes than the file, so it can be read, but not resumed. */
function readHead(answer: Answer, wanted: number): Opened {
  const { headers } = answer;
  const compressed = headers.has("content-encoding");
  const etag = compressed ? undefined : strongTag(headers.get("etag"));
  const digest = /(?:^|,\s*)sha-256=:(?<base64>[A-Za-z0-9+/=]+):/.exec(headers.get("repr-digest") ?? "");
  const sha256 = digest === null ? undefined : hexOf(digest.groups!["base64"]!);
  if (answer.status !== 206) {
    const length = headers.get("content-length");
    const size = compressed || length === null ? undefined : Number(length);
    return { answer, start: 0, etag, sha256, size };
  }
  const range = /^bytes (?<start>\d+)-\d+\/(?<size>\d+)$/.exec(headers.get("content-range") ?? "");
  const start = Number(range?.groups?.["start"] ?? Infinity);
  if (start > wanted) {
    answer.close();
    throw unexpectedAnswer(answer, "the part of the file that was requested");
  }
  return { answer, start, etag, sha256, size: Number(range!.groups!["size"]) };
}

/** The body from `position` on. */
async function* bytesOf({ answer, start }: Opened, position: number): AsyncGenerator<Uint8Array> {
  let known = position - start;
  for await (const chunk of answer.chunks) {
    const skipped = Math.min(known, chunk.byteLength);
    known -= skipped;
    if (skipped < chunk.byteLength) yield chunk.subarray(skipped);
  }
}

/** A weak tag promises the same meaning, not the same bytes. */
function strongTag(tag: string | null): string | undefined {
  return tag === null || tag.startsWith("W/") ? undefined : tag;
}

function hexOf(base64: string): string {
  return Array.from(atob(base64), (byte) => byte.charCodeAt(0).toString(16).padStart(2, "0")).join("");
}

function breakOf(cause: WinnowError, bytes: number): WinnowError {
  const { code, status, requestId } = cause;
  const message = `The download broke after ${bytes} bytes: ${cause.message}`;
  return new WinnowError({ code, message, status, retryable: true, requestId, cause });
}
