import { runs } from "@winnow/testing/sample";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ReplyParser } from "#reply/parser.ts";
import type { Reply } from "#reply/reply.ts";

const LINE_MAX = 65_536;
const LINES_MAX = 256;
const TEXT_KEPT = 4_096;

function parse(bytes: Buffer, cuts: readonly number[] = []) {
  const parser = new ReplyParser();
  const at = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].toSorted((a, b) => a - b);
  const replies = [...at, bytes.length].flatMap((end, index) =>
    parser.push(bytes.subarray(at[index - 1] ?? 0, end)),
  );
  return { replies, failure: parser.failure, idle: parser.idle };
}

/** Text as a host may write it: no control characters, no blanks at the ends, nothing that looks like a code. */
const line = fc
  .string({ unit: "grapheme", maxLength: 60 })
  .map((text) => text.replace(/[\p{Cc}]/gu, "").trim())
  .filter((text) => !/^\d\.\d/.test(text) && text.isWellFormed());
const detail = fc.tuple(fc.nat(9), fc.nat(199)).map((pair) => pair.join("."));

interface Sent {
  readonly code: number;
  readonly enhanced: string | undefined;
  readonly lines: readonly string[];
}

const sent: fc.Arbitrary<Sent> = fc.record({
  code: fc.integer({ min: 200, max: 599 }),
  enhanced: fc.option(
    fc.tuple(fc.constantFrom(2, 4, 5), detail).map(([of, rest]) => `${of}.${rest}`),
    { nil: undefined },
  ),
  lines: fc.array(line, { minLength: 1, maxLength: 5 }),
});

function bytesOf({ code, enhanced, lines }: Sent, ending: string): string {
  return lines
    .map((text, index) => {
      const separator = index === lines.length - 1 ? " " : "-";
      return `${code}${separator}${enhanced === undefined ? text : `${enhanced} ${text}`}${ending}`;
    })
    .join("");
}

function asParsed({ code, enhanced, lines }: Sent): Reply {
  const text = lines.length === 1 ? (lines[0] ?? "") : lines.filter((part) => part !== "").join(" ");
  const reply = { code, text, lines };
  return enhanced === undefined ? reply : { ...reply, enhanced };
}

describe("ReplyParser", () => {
  test("returns every valid reply, in any packets, with CRLF or LF", () => {
    fc.assert(
      fc.property(
        fc.array(sent, { maxLength: 6 }),
        fc.constantFrom("\r\n", "\n"),
        fc.array(fc.nat(), { maxLength: 40 }),
        (replies, ending, cuts) => {
          const bytes = Buffer.from(replies.map((reply) => bytesOf(reply, ending)).join(""));
          expect(parse(bytes, cuts)).toEqual({
            replies: replies.map(asParsed),
            failure: undefined,
            idle: true,
          });
        },
      ),
      { numRuns: runs(1_000) },
    );
  });

  const junk = fc.oneof(
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    sent.map((reply) => Buffer.from(bytesOf(reply, "\r\n"))),
    fc
      .constantFrom(
        "\0",
        "250 \0\0\r\n",
        "\n",
        "\r",
        "\r\r\n",
        "250-\r\n",
        "250",
        "550 5.1.1",
        "220-",
        "HTTP/1.1 200 OK\r\n\r\n",
        "250 \u001b[2J\r\n",
      )
      .map((text) => Buffer.from(text)),
    fc
      .tuple(fc.constantFrom("250 ", "250-", "", "x"), fc.integer({ min: 60_000, max: 70_000 }), fc.boolean())
      .map(([start, length, ends]) => Buffer.from(`${start}${"é".repeat(length / 2)}${ends ? "\r\n" : ""}`)),
    fc.integer({ min: 200, max: 300 }).map((count) => Buffer.from("250-more\r\n".repeat(count))),
  );

  test("accepts any bytes without throwing, in bounded memory, and stops at the first violation", () => {
    fc.assert(
      fc.property(fc.array(junk, { maxLength: 8 }), fc.array(fc.nat(), { maxLength: 8 }), (pieces, cuts) => {
        const bytes = Buffer.concat(pieces);
        const outcome = parse(bytes, cuts);
        expect(outcome).toEqual(parse(bytes));
        for (const { code, text, lines } of outcome.replies) {
          expect(code).toBeGreaterThanOrEqual(200);
          expect(code).toBeLessThanOrEqual(599);
          expect(lines.length).toBeLessThanOrEqual(LINES_MAX);
          expect(lines.join("").length).toBeLessThanOrEqual(TEXT_KEPT);
          expect(text.length).toBeLessThanOrEqual(TEXT_KEPT + lines.length);
          expect(text).not.toMatch(/\p{Cc}/u);
          expect(text.isWellFormed()).toBe(true);
        }
      }),
      { numRuns: runs(500) },
    );
  });

  test("fails on a line of 64 kB without an end, in any packets", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_000, max: 100_000 }), (packetBytes) => {
        const parser = new ReplyParser();
        let fed = 0;
        while (parser.failure === undefined && fed < 10 * LINE_MAX) {
          expect(parser.push(Buffer.alloc(packetBytes, "2"))).toEqual([]);
          fed += packetBytes;
        }
        expect(parser.failure).toBe("line_too_long");
        expect(fed).toBeLessThanOrEqual(LINE_MAX + packetBytes);
        expect(parser.push(Buffer.from("250 ok\r\n"))).toEqual([]);
      }),
      { numRuns: runs(50) },
    );
  });
});
