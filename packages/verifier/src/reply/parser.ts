import { splitEnhanced } from "#reply/enhanced-code.ts";
import type { Reply } from "#reply/reply.ts";

/** RFC 5321 §4.5.3.1.5 allows 512 octets in a line; real hosts write more. What is longer is cut, not refused. */
const LINE_KEPT = 2_048;
/** A line longer than this, or a reply of more lines, is no SMTP. */
const LINE_MAX = 65_536;
const LINES_MAX = 256;
const TEXT_KEPT = 4_096;

const LF = 0x0a;
const CR = 0x0d;
const HYPHEN = 0x2d;
const BLANK = 0x20;
const ZERO = 0x30;

export type ParserFailure = "line_too_long" | "too_many_lines" | "not_a_reply" | "codes_differ";

/**
 * Turns the bytes of a mail host into replies, whatever the packets: the same bytes give the same replies. Memory is
 * bounded. Lines end in CRLF or, as some hosts do it, LF. The first violation ends it: `failure` stays set and nothing
 * more is read.
 */
export class ReplyParser {
  failure: ParserFailure | undefined;
  #partial: Buffer[] = [];
  #partialBytes = 0;
  #code = 0;
  #enhanced: string | undefined;
  #lines: string[] = [];
  #textLength = 0;

  /** Whether bytes of an unfinished line or reply are waiting. */
  get idle(): boolean {
    return this.#partialBytes === 0 && this.#lines.length === 0;
  }

  /** @returns the replies that `chunk` completes. */
  push(chunk: Buffer): Reply[] {
    const replies: Reply[] = [];
    let start = 0;
    while (this.failure === undefined && start < chunk.length) {
      const end = chunk.indexOf(LF, start);
      if (end === -1) {
        this.#keep(chunk.subarray(start));
        break;
      }
      const reply = this.#line(this.#join(chunk.subarray(start, end)));
      if (reply !== undefined) replies.push(reply);
      start = end + 1;
    }
    return replies;
  }

  #keep(bytes: Buffer): void {
    this.#partialBytes += bytes.length;
    if (this.#partialBytes > LINE_MAX) this.#fail("line_too_long");
    else this.#partial.push(bytes);
  }

  #join(bytes: Buffer): Buffer {
    if (this.#partialBytes + bytes.length > LINE_MAX) {
      this.#fail("line_too_long");
      return bytes;
    }
    if (this.#partialBytes === 0) return bytes;
    const line = Buffer.concat([...this.#partial, bytes]);
    this.#partial = [];
    this.#partialBytes = 0;
    return line;
  }

  #line(bytes: Buffer): Reply | undefined {
    if (this.failure !== undefined) return undefined;
    const line = bytes.at(-1) === CR ? bytes.subarray(0, -1) : bytes;
    const code = codeOf(line);
    const separator = line[3];
    if (code === undefined || (separator !== undefined && separator !== BLANK && separator !== HYPHEN)) {
      return this.#fail("not_a_reply");
    }
    if (this.#lines.length > 0 && code !== this.#code) return this.#fail("codes_differ");
    if (this.#lines.length >= LINES_MAX) return this.#fail("too_many_lines");
    this.#code = code;
    this.#add(printable(line.subarray(4, 4 + LINE_KEPT)));
    return separator === HYPHEN ? undefined : this.#finish();
  }

  #add(text: string): void {
    const { enhanced, rest } = splitEnhanced(text);
    this.#enhanced ??= enhanced;
    // Memory stays bounded over many long lines: beyond what is kept, only the number of lines counts.
    const room = Math.max(TEXT_KEPT - this.#textLength, 0);
    // The code stands on every line of a reply; it is cut off where it is the same.
    const kept = (enhanced === this.#enhanced ? rest : text).slice(0, room).toWellFormed();
    this.#textLength += kept.length;
    this.#lines.push(kept);
  }

  #finish(): Reply {
    const lines = this.#lines;
    const text = lines.length === 1 ? (lines[0] ?? "") : lines.filter((line) => line !== "").join(" ");
    const reply = { code: this.#code, text, lines };
    const enhanced = this.#enhanced;
    this.#lines = [];
    this.#enhanced = undefined;
    this.#textLength = 0;
    return enhanced === undefined ? reply : { ...reply, enhanced };
  }

  #fail(failure: ParserFailure): undefined {
    this.failure = failure;
    this.#partial = [];
    this.#partialBytes = 0;
    this.#lines = [];
    return undefined;
  }
}

/** RFC 5321 §4.2: three digits, the first of them 2 to 5. */
function codeOf(line: Buffer): number | undefined {
  let code = 0;
  for (let index = 0; index < 3; index += 1) {
    const digit = (line[index] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) return undefined;
    code = code * 10 + digit;
  }
  return code >= 200 && code <= 599 ? code : undefined;
}

/** UTF-8 as text; what is neither text nor UTF-8 is replaced, so that it can be stored and shown anywhere. */
function printable(bytes: Buffer): string {
  const text = bytes.toString("utf8");
  return /[\p{Cc}]/u.test(text) ? text.replace(/\p{Cc}+/gu, " ").trim() : text.trim();
}
