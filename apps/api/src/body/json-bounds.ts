import { ApiError } from "#problem/api-error.ts";

/** No body of ours is deeper than six levels; a mapping or metadata of a caller may be. */
const DEPTH_MAX = 32;
/** Members and elements. The largest body that is read, 10,000 rows of eight cells, has 90,000. */
const PARTS_MAX = 200_000;

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

/**
 * Refuses a JSON text that is cheap to send and expensive to hold: nesting, and members by the million. It is read once,
 * before anything is made of it; whether it is JSON at all, the parser says.
 * @throws ApiError invalid_json, payload_too_large
 */
export function requireBoundedJson(text: Uint8Array): void {
  let depth = 0;
  let parts = 0;
  for (let at = 0; at < text.length; at += 1) {
    const byte = text[at] as number;
    if (byte === QUOTE) {
      at = endOfString(text, at);
    } else if (OPENING.has(byte)) {
      depth += 1;
      parts += 1;
      if (depth > DEPTH_MAX) {
        throw new ApiError("invalid_json", {
          detail: `The body is nested more than ${DEPTH_MAX} levels deep.`,
        });
      }
    } else if (CLOSING.has(byte)) {
      depth -= 1;
    } else if (byte === COMMA) {
      parts += 1;
    }
    if (parts > PARTS_MAX) {
      throw new ApiError("payload_too_large", {
        detail: `The body has more than ${PARTS_MAX.toLocaleString("en")} members. Send rows as a CSV instead.`,
      });
    }
  }
}

/** The place of the quote that closes the string which opens at `start`; the end of the text where none does. */
function endOfString(text: Uint8Array, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === BACKSLASH) at += 1;
    else if (text[at] === QUOTE) return at;
  }
  return text.length;
}
