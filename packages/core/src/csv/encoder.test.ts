import { expect, test } from "vitest";
import { createEncoder } from "#csv/encoder.ts";
import { LEGACY_ALPHABETS, encodeText } from "#job/fixture/alphabets.ts";

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

// Two bytes that are read as one character; 0x8F begins three in EUC-JP.
const DOUBLE = ["shift_jis", "euc-jp", "gbk", "gb18030", "big5", "euc-kr"];
const range = (from: number) => Array.from({ length: 256 - from }, (_, index) => from + index);

test.each(DOUBLE)("%s: every character that is read is written so that it is read again", (label) => {
  const decoder = new TextDecoder(label);
  const encode = createEncoder(label);
  const sequences = [
    ...range(0).map((byte) => [byte]),
    ...range(0x80).flatMap((first) => range(0x30).map((second) => [first, second])),
    ...(label === "euc-jp" ? range(0x80).flatMap((a) => range(0x80).map((b) => [0x8f, a, b])) : []),
  ];
  const read = sequences
    .map((bytes) => ({ bytes, text: decoder.decode(Uint8Array.from(bytes)) }))
    .filter(({ text }) => Array.from(text).length === 1 && text !== "\uFFFD");
  expect(read.length).toBeGreaterThan(8_000);
  const written = read.map(({ bytes, text }) => ({ bytes, text, back: encode(text) }));
  expect(written.filter(({ text, back }) => decoder.decode(back) !== text)).toEqual([]);
  // The others are duplicates: characters of NEC and IBM that the standard has, too.
  const respelled = written.filter(({ bytes, back }) => !back.equals(Uint8Array.from(bytes)));
  expect(respelled.length / read.length).toBeLessThan(0.05);
});

test.each([...LEGACY_ALPHABETS])(
  "$encoding: letters are spelled as other programs spell them",
  (alphabet) => {
    const text = Object.keys(alphabet.letters).join("a");
    expect(createEncoder(alphabet.encoding)(text)).toEqual(encodeText(text, alphabet));
  },
);

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
