import { splitEnhanced } from "#reply/enhanced-code.ts";
import type { Reply } from "#reply/reply.ts";

/** RFC 5321 §4.5.3.1.5 allows 512 octets in a line; real hosts write more. A longer line is cut, not refused. */
const LINE_KEPT = 2_048;
/** A longer line, or a reply of more lines, is not SMTP. */
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
 * Parses a mail host's bytes into replies. The same bytes give the same replies in any packets. Memory is bounded. Lines end in
 * CRLF or, as with some hosts, LF. The first violation ends the parsing: `failure` stays set and no more bytes are read.
 
 */
export class ReplyParser {
  failure: ParserFailure | undefined;
  #partial: Buffer[] = [];
  #partialBytes = 0;
  #code = 0;
  #enhanced: string | undefined;
  #lines: string[] = [];
  #textLength = 0;

  /** Whether an unfinished line or reply is buffered. */
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
    // Memory stays bounded over many long lines: beyond the limit, only the number of lines is counted.
    const room = Math.max(TEXT_KEPT - this.#textLength, 0);
    // Every line of a reply has the code, which is removed when it is the same.
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

/** Decodes UTF-8; control characters and invalid bytes are replaced, so that the text can be stored and shown. */
function printable(bytes: Buffer): string {
  const text = bytes.toString("utf8");
  return /[\p{Cc}]/u.test(text) ? text.replace(/\p{Cc}+/gu, " ").trim() : text.trim();
}
