import { Transform } from "node:stream";
import { payloadTooLarge } from "#body/too-large.ts";

/** Passes bytes on and counts them. Fails with payload_too_large as soon as there are more than `limitBytes`. */
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
