import { randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";
import type { Mode } from "@winnow/contracts";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const SECRET_LENGTH = 32;
const CHECKSUM_LENGTH = 6;
const SHAPE = /^wn_(live|test)_[0-9A-Za-z]{38}$/;
/** The largest multiple of 62 in a byte: bytes from here on would favour the first characters. */
const UNBIASED_BELOW = 248;

/** A well-formed API key. Says nothing about whether it was ever issued. */
export interface Token {
  readonly text: string;
  readonly mode: Mode;
}

/**
 * A new API key: `wn_live_` or `wn_test_`, 32 random base62 characters (190 bits) and 6 of checksum. With the checksum the
 * server and secret scanners recognize a typing error, or a text that merely looks like a key, without a database.
 */
export function generateToken(mode: Mode): string {
  const body = `wn_${mode}_${randomBase62(SECRET_LENGTH)}`;
  return body + checksumOf(body);
}

/** Reads an API key without a database. @returns undefined when the shape or the checksum is wrong. */
export function parseToken(text: string): Token | undefined {
  const mode = SHAPE.exec(text)?.[1];
  if (mode !== "live" && mode !== "test") return undefined;
  const body = text.slice(0, -CHECKSUM_LENGTH);
  return text === body + checksumOf(body) ? { text, mode } : undefined;
}

/** What may be stored and shown of a key: enough to recognise it, far too little to use it. */
export function hintOf(token: string): { readonly start: string; readonly lastFour: string } {
  return { start: token.slice(0, "wn_live_".length + 4), lastFour: token.slice(-4) };
}

/** CRC-32 (ISO 3309, as in zlib) of everything before it, as six base62 digits, most significant first. */
function checksumOf(body: string): string {
  let rest = crc32(body);
  let digits = "";
  for (let position = 0; position < CHECKSUM_LENGTH; position += 1) {
    digits = ALPHABET.charAt(rest % 62) + digits;
    rest = Math.floor(rest / 62);
  }
  return digits;
}

function randomBase62(length: number): string {
  let text = "";
  while (text.length < length) {
    for (const byte of randomBytes(length * 2)) {
      if (byte < UNBIASED_BELOW && text.length < length) text += ALPHABET.charAt(byte % 62);
    }
  }
  return text;
}
