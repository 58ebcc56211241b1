import type { Request } from "express";

const DISCARD_MAX_BYTES = 8 * 1024 * 1024;
const DISCARD_MS = 5_000;

/**
 * Reads on, for a while, what the caller still sends after a refusal. Closing at once would reset the connection, and
 * many clients then report the reset instead of the answer; reading without end would let a refused caller upload without limit.
 */
export function discardBody(request: Request): void {
  if (request.complete || request.destroyed) return;
  let discarded = 0;
  const timer = setTimeout(() => request.socket.destroy(), DISCARD_MS);
  timer.unref();
  request.on("data", (block: Buffer) => {
    discarded += block.byteLength;
    if (discarded > DISCARD_MAX_BYTES) request.socket.destroy();
  });
  request.once("close", () => clearTimeout(timer));
  // A pipe that is not emptied any more would hold it back.
  request.unpipe();
  request.resume();
}
