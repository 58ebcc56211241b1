import { createHash } from "node:crypto";
import type { Response } from "express";

/** An answer that stays the same for all callers while this process runs, with its tag for `If-None-Match`. */
export interface CachedAnswer {
  readonly body: string;
  readonly type: string;
  readonly tag: string;
}

export function cachedAnswer(body: string, type: string): CachedAnswer {
  return { body, type, tag: `"${createHash("sha256").update(body).digest("base64url")}"` };
}

/** Sends the answer, or 304 when the caller's copy is current. */
export function sendCached(
  response: Response,
  { body, type, tag }: CachedAnswer,
  maxAgeSeconds: number,
): void {
  response
    .set({ "Cache-Control": `public, max-age=${maxAgeSeconds}`, ETag: tag })
    .type(type)
    .send(body);
}
