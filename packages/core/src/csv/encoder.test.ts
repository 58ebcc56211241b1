import { expect, test } from "vitest";
import { createEncoder } from "#csv/encoder.ts";

const SINGLE = [
  ...[1250, 1251, 1252, 1253, 1254, 1255, 1256, 1257, 1258].map((page) => `windows-${page}`),
  ...[2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16].map((part) => `iso-8859-${part}`),
  "windows-874",
  "koi8-r",
  "koi8-u",
  "macintosh",
  "ibm866",
];

test.each(SINGLE)("%s: every byte that is read is written as it was", (label) => {
  const decoder = new TextDecoder(label);
  const bytes = Array.from({ length: 256 }, (_, byte) => byte).filter(
    (byte) => decoder.decode(Uint8Array.of(byte)) !== "\uFFFD",
  );
  const text = decoder.decode(Uint8Array.from(bytes));
  expect([...createEncoder(label)(text)]).toEqual(bytes);
});

test.each([
  ["shift_jis", "山田太郎,株式会社"],
  ["euc-jp", "山田太郎,株式会社"],
  ["gbk", "张伟,测试公司"],
  ["gb18030", "张伟,测试公司"],
  ["big5", "陳大文,測試公司"],
  ["euc-kr", "김철수,회사"],
  ["utf-16le", "Jürgen 🦊"],
  ["utf-16be", "Jürgen 🦊"],
  ["utf-8", "Jürgen 🦊"],
])("%s: what is written is read as it was", (label, text) => {
  expect(new TextDecoder(label).decode(createEncoder(label)(text))).toBe(text);
});

test("a character that the encoding lacks is a question mark", () => {
  expect(createEncoder("windows-1252")("a漢b").toString("latin1")).toBe("a?b");
});
