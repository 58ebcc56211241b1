import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Request, Response } from "express";

export interface Download {
  /** The file name that a browser saves it under. */
  readonly name: string;
  /** `text/csv` when left out. */
  readonly type?: string;
  readonly charset?: string;
  readonly blocks: AsyncIterable<string | Uint8Array>;
}

/**
 * Sends a file while it is made, no faster than the caller reads it, so that memory stays flat. A source that fails before
 * its first block is an error like any other; later, the answer is cut short visibly. A caller that disconnects ends the
 * reading of the source.
 */
export async function sendDownload(
  request: Request,
  response: Response,
  { name, type = "text/csv", charset = "utf-8", blocks }: Download,
): Promise<void> {
  const source = blocks[Symbol.asyncIterator]();
  const first = request.method === "HEAD" ? undefined : await source.next();
  response.set({
    "Content-Type": `${type}; charset=${charset}`,
    "Content-Disposition": `attachment; filename="${name}"`,
  });
  if (first === undefined || first.done === true) {
    response.end();
    return;
  }
  try {
    await pipeline(Readable.from(resume(first.value, source), { objectMode: false }), response);
  } catch (error) {
    // The caller has disconnected.
    if ((error as NodeJS.ErrnoException).code === "ERR_STREAM_PREMATURE_CLOSE") return;
    throw error;
  }
}

/** The first block again, then the rest; ends the source when its reader stops. */
async function* resume<Block>(
  first: Block,
  source: AsyncIterator<Block>,
): AsyncGenerator<Block, void, undefined> {
  try {
    yield first;
    for (let next = await source.next(); next.done !== true; next = await source.next()) yield next.value;
  } finally {
    await source.return?.();
  }
}
