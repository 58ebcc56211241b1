import type { Request, Response } from "express";
import { sendDownload, type Download } from "#answer/download.ts";
import { ApiError } from "#problem/api-error.ts";

/** A file that has the same bytes each time it is made. */
export interface KnownDownload extends Download {
  readonly blocks: AsyncIterable<Uint8Array>;
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/**
 * Sends a file whose size and digest are known. The entity tag saves a caller another download (RFC 9110 §13.1.2), the digest
 * proves it complete (RFC 9530), and `Range` resumes a broken one (RFC 9110 §14).
 * @throws ApiError range_not_satisfiable
 */
export async function sendKnownDownload(
  request: Request,
  response: Response,
  file: KnownDownload,
): Promise<void> {
  const { size, sha256, blocks } = file;
  const etag = `"${sha256}"`;
  response.set({
    ETag: etag,
    "Accept-Ranges": "bytes",
    "Repr-Digest": `sha-256=:${Buffer.from(sha256, "hex").toString("base64")}:`,
    // A compressed answer has other bytes, so its ranges would be wrong.
    "Cache-Control": "private, no-cache, no-transform",
  });
  if (hasAlready(request, etag)) {
    response.status(304).end();
    return;
  }
  const part = partOf(request, etag, size);
  response.set("Content-Length", String(part.end - part.start));
  if (part.partial) {
    response.status(206).set("Content-Range", `bytes ${part.start}-${part.end - 1}/${size}`);
  }
  await sendDownload(request, response, { ...file, blocks: slice(blocks, part) });
}

/**
 * Not `request.fresh`: fetch() sends `Cache-Control: no-cache` with a caller's own tags, which Express reads as a request for
 * the whole answer.
 */
function hasAlready(request: Request, etag: string): boolean {
  const tags = request.get("if-none-match")?.split(",") ?? [];
  return tags.map((tag) => tag.trim().replace(/^W\//, "")).some((tag) => tag === etag || tag === "*");
}

interface Part {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  readonly partial: boolean;
}

/** One range. For several, or for another version of the file, the whole is sent, as RFC 9110 §14.2 allows. */
function partOf(request: Request, etag: string, size: number): Part {
  const whole = { start: 0, end: size, partial: false };
  const condition = request.get("if-range");
  if (request.get("range") === undefined || (condition !== undefined && condition !== etag)) return whole;
  const ranges = request.range(size);
  if (ranges === -1) {
    throw new ApiError("range_not_satisfiable", {
      detail: `The file has ${size} bytes.`,
      headers: { "Content-Range": `bytes */${size}` },
      members: { size },
    });
  }
  if (!Array.isArray(ranges) || ranges.type !== "bytes" || ranges.length !== 1) return whole;
  const [range] = ranges;
  return range === undefined ? whole : { start: range.start, end: range.end + 1, partial: true };
}

/** The bytes from `start` to before `end`; the rest of the file is not made. */
async function* slice(
  blocks: AsyncIterable<Uint8Array>,
  { start, end }: Part,
): AsyncGenerator<Uint8Array, void, undefined> {
  let at = 0;
  for await (const block of blocks) {
    const from = Math.max(start - at, 0);
    const to = Math.min(end - at, block.byteLength);
    at += block.byteLength;
    if (from < to) yield block.subarray(from, to);
    if (at >= end) return;
  }
}
