import { pipeline, type Readable, type Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from "node:zlib";
import type { ErrorCode } from "@winnow/contracts";
import type { Request } from "express";
import { countBytes, limitRatio } from "#body/byte-limit.ts";
import { payloadTooLarge } from "#body/too-large.ts";
import { ApiError } from "#problem/api-error.ts";

const DECOMPRESSORS = new Map<string, () => Transform>([
  ["gzip", createGunzip],
  ["x-gzip", createGunzip],
  ["deflate", createInflate],
  ["br", createBrotliDecompress],
  ["zstd", createZstdDecompress],
]);

export interface BodyOptions {
  /** After decompression. */
  readonly limitBytes: number;
  /** The code for a body that is damaged or ends too early. */
  readonly damaged: ErrorCode;
}

/**
 * The bytes of a body as they arrive, decompressed, at most `limitBytes` of them. They are counted while they are
 * decompressed, so a small body that inflates to a huge one is cut off early.
 * The stream fails with ApiError payload_too_large or `damaged`.
 * @throws ApiError unsupported_media_type for an unknown Content-Encoding, payload_too_large for an announced length.
 */
export function openBody(request: Request, { limitBytes, damaged }: BodyOptions): Readable {
  const counted = countBytes(limitBytes);
  // The error reaches the reader of the stream. A caller may disconnect before there is one: an error without a listener
  // would end the process.
  counted.on("error", () => undefined);
  const encoding = (request.get("content-encoding") ?? "identity").trim().toLowerCase();
  if (encoding === "identity") {
    if (Number(request.get("content-length") ?? 0) > limitBytes) throw payloadTooLarge(limitBytes);
    feed(request, counted, damaged);
    return counted;
  }
  const createDecompressor = DECOMPRESSORS.get(encoding);
  if (createDecompressor === undefined) {
    throw new ApiError("unsupported_media_type", {
      detail: `Content-Encoding "${encoding.slice(0, 40)}" is not supported; send gzip, deflate, br, zstd or none.`,
    });
  }
  let received = 0;
  request.on("data", (block: Buffer) => (received += block.byteLength));
  const decompressor = createDecompressor();
  feed(request, decompressor, damaged);
  // Not passed by the callback: `counted` fails with the error that its own destroy receives first.
  decompressor.once("error", (error) => counted.destroy(refusalOf(error, damaged)));
  pipeline(
    decompressor,
    limitRatio(() => received),
    counted,
    () => undefined,
  );
  return counted;
}

/**
 * Not `pipeline`: when the reader stops, that would destroy the request, and with it the connection on which the refusal is
 * sent.
 */
function feed(request: Request, stage: Transform, damaged: ErrorCode): void {
  // The error reaches the reader of the stream. A caller that disconnects before there is one must not end the process.
  stage.on("error", () => undefined);
  request.pipe(stage);
  const end = () => {
    if (!request.complete) stage.destroy(new ApiError(damaged, { detail: "The body ended too early." }));
  };
  // The caller may have disconnected during the look-up of its key: then no event follows.
  if (request.closed) end();
  else request.once("close", end);
}

function refusalOf(error: Error, damaged: ErrorCode): Error {
  if (error instanceof ApiError) return error;
  return new ApiError(damaged, { detail: "The body could not be decompressed.", cause: error });
}
