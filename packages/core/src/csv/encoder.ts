import iconv from "iconv-lite";

/** What is written where an encoding lacks a character. */
const MISSING = 0x3f;

/**
 * Writes text in the encoding that the file came in. A character that the encoding lacks becomes a question mark.
 * @param encoding a label of the WHATWG Encoding Standard.
 */
export function createEncoder(encoding: string): (text: string) => Buffer {
  switch (encoding) {
    case "utf-8":
      return (text) => Buffer.from(text, "utf8");
    case "utf-16le":
      return (text) => Buffer.from(text, "utf16le");
    case "utf-16be":
      return (text) => Buffer.from(text, "utf16le").swap16();
  }
  const bytes = singleBytes(encoding);
  if (bytes !== undefined) {
    return (text) =>
      Buffer.from(
        Array.from(text, (character) => {
          const code = character.codePointAt(0)!;
          return code < 128 ? code : (bytes.get(character) ?? MISSING);
        }),
      );
  }
  return iconv.encodingExists(encoding)
    ? (text) => iconv.encode(text, encoding)
    : (text) => Buffer.from(text, "utf8");
}

/** The inverse of an encoding's decoder, so that what was read is written as it was; undefined where one byte is not enough. */
function singleBytes(encoding: string): ReadonlyMap<string, number> | undefined {
  const decoder = new TextDecoder(encoding);
  const characters = Array.from({ length: 128 }, (_, index) => decoder.decode(Uint8Array.of(index + 128)));
  // A lead byte alone is no character; a table of single bytes has at most some gaps.
  const unread = characters.filter((character) => character === "\uFFFD").length;
  if (unread > 64) return undefined;
  return new Map(characters.map((character, index) => [character, index + 128]));
}
