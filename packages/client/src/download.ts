import type { CallOptions, Query } from "#http/call.ts";
import { pause } from "#http/retry.ts";
import type { Transport } from "#http/transport.ts";
import { reasonOf, WinnowError } from "#http/winnow-error.ts";

/** So many breaks in a row that brought nothing are the end of it. */
const BARREN_MAX = 4;
const FIRST_DELAY_MS = 250;

export interface DownloadOptions extends CallOptions {
  /** What an earlier download left, and of which file. */
  readonly have?: { readonly etag: string; readonly bytes: number } | undefined;
  /** Told that the connection broke after so many bytes and is opened again. */
  readonly onBreak?: (error: WinnowError, bytes: number) => void;
}

/** A file on its way. */
export interface Download {
  /** Names this very file. undefined: it is not finished, so a download that breaks has to begin anew. */
  readonly etag: string | undefined;
  /** SHA-256 of the whole file in hexadecimal, to be compared by whoever has all of it. */
  readonly sha256: string | undefined;
  /** Bytes of the whole file. */
  readonly size: number | undefined;
  /** Where the chunks begin: all that `have` named, or 0 when that was another file. */
  readonly offset: number;
  /** The bytes from `offset` to the end, through broken connections. @throws WinnowError */
  readonly chunks: AsyncGenerator<Uint8Array, void, undefined>;
}

interface Opened extends Pick<Download, "etag" | "sha256" | "size"> {
  readonly response: Response;
  /** Which byte of the file the body begins with. */
  readonly start: number;
}

/**
 * Opens a file that goes on where its connection broke, as long as the server names it by an entity tag (RFC 9110 §13.1.5,
 * §14.2).
 * @throws WinnowError
 */
export async function download(
  transport: Transport,
  from: { readonly path: string; readonly query: Query; readonly accept: string },
  { have, onBreak, signal }: DownloadOptions,
): Promise<Download> {
  const open = async (etag: string | undefined, position: number): Promise<Opened> => {
    const behind = etag !== undefined && position > 0;
    // The byte before it is asked for as well: a range behind the last byte would be refused.
    const range = behind ? { range: `bytes=${position - 1}-`, "if-range": etag } : {};
    const headers = { accept: from.accept, ...range };
    const call = { method: "GET", path: from.path, query: from.query, headers, signal } as const;
    try {
      return readHead(await transport.send(call), position);
    } catch (error) {
      if (behind && error instanceof WinnowError && error.status === 416) return open(undefined, 0);
      throw error;
    }
  };

  let first = await open(have?.etag, have?.bytes ?? 0);
  const goesOn = have !== undefined && first.etag === have.etag && have.bytes <= (first.size ?? Infinity);
  if (!goesOn && first.start > 0) {
    // A part of nobody knows which file.
    await first.response.body?.cancel();
    first = await open(undefined, 0);
  }
  const { etag, sha256, size } = first;
  const offset = goesOn ? have.bytes : 0;

  async function* chunks(): AsyncGenerator<Uint8Array, void, undefined> {
    let position = offset;
    let barren = 0;
    for (let opened = first; ;) {
      const before = position;
      let broken: WinnowError | undefined;
      try {
        for await (const chunk of bytesOf(opened, position)) {
          position += chunk.byteLength;
          yield chunk;
        }
        if (size === undefined || position === size) return;
        broken = breakOf(position, `it ended after ${position} of ${size} bytes`);
      } catch (error) {
        signal?.throwIfAborted();
        // fetch says so when a connection breaks.
        if (!(error instanceof TypeError)) throw error;
        broken = breakOf(position, reasonOf(error), error);
      }
      barren = position > before ? 0 : barren + 1;
      if (etag === undefined || barren > BARREN_MAX) throw broken;
      onBreak?.(broken, position);
      if (barren > 0) await pause(FIRST_DELAY_MS * 2 ** (barren - 1) * Math.random(), signal);
      opened = await open(etag, position);
      if (opened.etag !== etag || opened.size !== size) {
        throw failure("unexpected_answer", "The file became another one while it was fetched", false);
      }
    }
  }
  return { etag, sha256, size, offset, chunks: chunks() };
}

/** What the headers say. A compressed answer has other bytes than the file: it can be read, but not gone on with. */
function readHead(response: Response, wanted: number): Opened {
  const { headers } = response;
  const compressed = headers.has("content-encoding");
  const etag = compressed ? undefined : strongTag(headers.get("etag"));
  const digest = /(?:^|,\s*)sha-256=:(?<base64>[A-Za-z0-9+/=]+):/.exec(headers.get("repr-digest") ?? "");
  const sha256 = digest === null ? undefined : hexOf(digest.groups!["base64"]!);
  if (response.status !== 206) {
    const length = headers.get("content-length");
    const size = compressed || length === null ? undefined : Number(length);
    return { response, start: 0, etag, sha256, size };
  }
  const range = /^bytes (?<start>\d+)-\d+\/(?<size>\d+)$/.exec(headers.get("content-range") ?? "");
  const start = Number(range?.groups?.["start"] ?? Infinity);
  if (start > wanted) throw failure("unexpected_answer", "The server sent another part of the file", false);
  return { response, start, etag, sha256, size: Number(range!.groups!["size"]) };
}

/** The body from `position` on. */
async function* bytesOf({ response, start }: Opened, position: number): AsyncGenerator<Uint8Array> {
  if (response.body === null) return;
  let known = position - start;
  for await (const chunk of response.body) {
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

function breakOf(bytes: number, reason: string, cause?: unknown): WinnowError {
  return failure("network_error", `The download broke after ${bytes} bytes: ${reason}`, true, cause);
}

function failure(code: string, message: string, retryable: boolean, cause?: unknown): WinnowError {
  return new WinnowError({ code, message, status: 0, retryable, cause });
}
