import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ReplyParser } from "#reply/parser.ts";
import type { Reply } from "#reply/reply.ts";

function parse(...chunks: (string | Buffer)[]): { replies: Reply[]; failure: string | undefined } {
  const parser = new ReplyParser();
  const replies = chunks.flatMap((chunk) => parser.push(Buffer.from(chunk)));
  return { replies, failure: parser.failure };
}

describe("ReplyParser", () => {
  test.each([
    ["250 ok\r\n", [{ code: 250, text: "ok", lines: ["ok"] }]],
    ["250\r\n", [{ code: 250, text: "", lines: [""] }]],
    ["250 ok\n", [{ code: 250, text: "ok", lines: ["ok"] }]],
    ["550 5.1.1 no\r\n", [{ code: 550, enhanced: "5.1.1", text: "no", lines: ["no"] }]],
    ["550 5.1.1\r\n", [{ code: 550, enhanced: "5.1.1", text: "", lines: [""] }]],
    ["550 5.1.1x no\r\n", [{ code: 550, text: "5.1.1x no", lines: ["5.1.1x no"] }]],
    ["250-a\r\n250 b\r\n", [{ code: 250, text: "a b", lines: ["a", "b"] }]],
    ["550-5.7.1 a\r\n550 5.7.1 b\r\n", [{ code: 550, enhanced: "5.7.1", text: "a b", lines: ["a", "b"] }]],
    [
      "250 a\r\n550 b\r\n",
      [
        { code: 250, text: "a", lines: ["a"] },
        { code: 550, text: "b", lines: ["b"] },
      ],
    ],
    ["250 a\u0000\u0007b\r\n", [{ code: 250, text: "a b", lines: ["a b"] }]],
  ])("%j", (bytes, replies) => {
    expect(parse(bytes)).toEqual({ replies, failure: undefined });
  });

  test.each([
    ["HTTP/1.1 400 Bad Request\r\n", "not_a_reply"],
    ["\r\n", "not_a_reply"],
    ["25 ok\r\n", "not_a_reply"],
    ["150 ok\r\n", "not_a_reply"],
    ["650 ok\r\n", "not_a_reply"],
    ["2500 ok\r\n", "not_a_reply"],
    ["250_ok\r\n", "not_a_reply"],
    ["250-a\r\n550 b\r\n", "codes_differ"],
    ["250-a\r\n".repeat(300), "too_many_lines"],
    [`250 ${"x".repeat(70_000)}`, "line_too_long"],
    [Buffer.from([0x16, 0x03, 0x01, 0x00, 0x0a]), "not_a_reply"],
  ])("%.40j is not SMTP", (bytes, failure) => {
    expect(parse(bytes)).toEqual({ replies: [], failure });
  });

  test("bytes that are not UTF-8 become text that can be stored", () => {
    const { replies } = parse(Buffer.from([0x32, 0x35, 0x30, 0x20, 0xff, 0xc3, 0x28, 0x0d, 0x0a]));
    expect(replies[0]?.text.isWellFormed()).toBe(true);
  });

  test("a long line is cut, many long lines take bounded memory", () => {
    const { replies, failure } = parse(`250-${"😀".repeat(10_000)}\r\n`.repeat(200), "250 end\r\n");
    expect(failure).toBeUndefined();
    expect(replies[0]?.text.length).toBeLessThan(5_000);
    expect(replies[0]?.text.isWellFormed()).toBe(true);
  });

  test("nothing is read after the first violation", () => {
    expect(parse("junk\r\n", "250 ok\r\n").replies).toEqual([]);
  });

  const line = fc.oneof(
    fc
      .tuple(fc.constantFrom(220, 250, 354, 421, 450, 550), fc.string(), fc.boolean())
      .map(([code, text, last]) =>
        Buffer.from(`${code}${last ? " " : "-"}${text.replace(/[\r\n]/g, "")}\r\n`),
      ),
    fc
      .constantFrom("250-5.1.1 a\r\n250 5.1.1 b\r\n", "250\n", `550 ${"y".repeat(66_000)}\r\n`)
      .map((text) => Buffer.from(text)),
    fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
  );

  test("the same bytes give the same replies in any packets", () => {
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 8 }),
        fc.array(fc.nat(70_000), { maxLength: 8 }),
        (lines, cuts) => {
          const bytes = Buffer.concat(lines);
          const at = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].toSorted((a, b) => a - b);
          const packets = [...at, bytes.length].map((end, index) => bytes.subarray(at[index - 1] ?? 0, end));
          expect(parse(...packets)).toEqual(parse(bytes));
        },
      ),
      { numRuns: 500 },
    );
  });

  test("byte by byte", () => {
    const bytes = Buffer.from("220-a\r\n220 b\r\n250-5.1.0 c\r\n250 5.1.0 d\r\n");
    expect(parse(...[...bytes].map((byte) => Buffer.from([byte])))).toEqual(parse(bytes));
  });
});
