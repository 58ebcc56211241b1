import { createHash, type Hash } from "node:crypto";
import type { JobOptions } from "@winnow/contracts";

/** How a request reads its file, and how much of it. */
interface Reading {
  readonly mapping?: Readonly<Record<string, string>> | undefined;
  readonly encoding?: string | undefined;
  readonly delimiter?: string | undefined;
  readonly has_header?: string | undefined;
  readonly first?: number | undefined;
}

/** A hash of a body, fed with its bytes as they stream. */
export function bodyHash(): Hash {
  return createHash("sha256");
}

/**
 * Tells whether two requests under one Idempotency-Key are the same: options, how the file is read, and the SHA-256 of the
 * body. So a file may be sent or started from its upload: the request is the same.
 */
export function fingerprintOf(options: JobOptions & Reading, sha256: Buffer): Buffer {
  return createHash("sha256")
    .update(JSON.stringify(sorted(options)))
    .update("\0")
    .update(sha256)
    .digest();
}

/** Members in the order of their names, without absent ones, so that equal options are written alike. */
function sorted(value: unknown): unknown {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return entries
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, member]) => [name, sorted(member)]);
}

/** Passes a body through while it is hashed. */
export async function* hashChunks(body: AsyncIterable<Uint8Array>, hash: Hash): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) {
    hash.update(chunk);
    yield chunk;
  }
}
