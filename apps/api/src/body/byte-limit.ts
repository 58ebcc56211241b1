import { Transform } from "node:stream";
import { inflatesTooMuch, payloadTooLarge } from "#body/too-large.ts";

/** Compressed text shrinks to a tenth, a file of blank columns to a fiftieth. */
const RATIO_MAX = 100;
/** So much may come of any body: a short text of one letter is nothing to refuse. */
const RATIO_FLOOR_BYTES = 256 * 1024;

/**
 * Passes decompressed bytes on. Fails with payload_too_large as soon as they are more than `RATIO_MAX` times the bytes that
 * have arrived: what is cheap to send is not to be expensive to read.
 * @param received bytes that have arrived so far, compressed.
 */
export function limitRatio(received: () => number): Transform {
  let seen = 0;
  return new Transform({
    transform(block: Buffer, _encoding, done) {
      seen += block.byteLength;
      if (seen > Math.max(RATIO_FLOOR_BYTES, received() * RATIO_MAX)) done(inflatesTooMuch(RATIO_MAX));
      else done(null, block);
    },
  });
}

/** Passes bytes on and counts them. Fails with payload_too_large after more than `limitBytes`. */
export function countBytes(limitBytes: number): Transform {
  let seen = 0;
  return new Transform({
    transform(block: Buffer, _encoding, done) {
      seen += block.byteLength;
      if (seen > limitBytes) done(payloadTooLarge(limitBytes));
      else done(null, block);
    },
  });
}
