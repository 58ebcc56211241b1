import { createHash, timingSafeEqual } from "node:crypto";

/** Compares two secrets in a time that tells nothing about where they differ, nor about their lengths. */
export function constantTimeEqual(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
