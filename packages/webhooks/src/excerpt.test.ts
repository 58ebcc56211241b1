import fc from "fast-check";
import { expect, test } from "vitest";
import { EXCERPT_BYTES, excerptOf } from "#excerpt.ts";

test("text is kept as it is", () => {
  expect(excerptOf(Buffer.from('{"ok":true}\r\n\tGrüße 🎉'))).toBe('{"ok":true}\r\n\tGrüße 🎉');
});

test("NUL, escape sequences and lone surrogates become U+FFFD", () => {
  expect(excerptOf(Buffer.from("a\0b\u001b[31mc\u009b"))).toBe("a\ufffdb\ufffd[31mc\ufffd");
  // U+D800 as three bytes, which UTF-8 does not have.
  expect(excerptOf(Buffer.from([0x61, 0xed, 0xa0, 0x80, 0x62]))).toMatch(/^a\ufffd+b$/);
});

test("the limit does not cut a character in two", () => {
  expect(excerptOf(Buffer.from("x" + "é".repeat(600)))).toBe("x" + "é".repeat(511));
  expect(excerptOf(Buffer.from("x".repeat(5_000)))).toHaveLength(EXCERPT_BYTES);
});

test("whatever the bytes, PostgreSQL can store the text", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => {
      const text = excerptOf(bytes);
      expect(text.isWellFormed()).toBe(true);
      expect(text).not.toContain("\0");
      expect(text.length).toBeLessThanOrEqual(EXCERPT_BYTES);
    }),
  );
});
