import { createHash } from "node:crypto";
import type { Response } from "express";

/** Something that is the same for everybody as long as this process lives, with its tag for `If-None-Match`. */
export interface CachedAnswer {
  readonly body: string;
  readonly type: string;
  readonly tag: string;
}

export function cachedAnswer(body: string, type: string): CachedAnswer {
  return { body, type, tag: `"${createHash("sha256").update(body).digest("base64url")}"` };
}

/** Answers with it, or with 304 to whoever has it already. */
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
