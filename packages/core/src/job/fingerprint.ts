import { createHash, type Hash } from "node:crypto";
import type { JobOptions } from "@winnow/contracts";

/** A hash that tells whether two requests under one Idempotency-Key are the same: options and body. */
export function startFingerprint(options: JobOptions): Hash {
  const sorted = Object.entries(options).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(sorted)).update("\0");
}

/** Passes a body through while it is hashed. */
export async function* hashing(body: AsyncIterable<Uint8Array>, hash: Hash): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) {
    hash.update(chunk);
    yield chunk;
  }
}
