import iconv from "iconv-lite";
import { readCharacters } from "#csv/read-characters.ts";

/** What is written where an encoding lacks a character. */
const MISSING = 0x3f;

/**
 * Writes text in the encoding of the file, with the bytes that were read. A character that the encoding lacks becomes a
 * question mark; one that it can encode in two ways gets the usual bytes.
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
  const spell = createSpelling(encoding);
  return (text) => {
    const bytes: number[] = [];
    for (const character of text) {
      const code = character.codePointAt(0)!;
      if (code >= 0x20 && code < 0x7f) bytes.push(code);
      else bytes.push(...spell(character));
    }
    return Buffer.from(bytes);
  };
}

/** Tells the bytes that an encoding's decoder reads as a character, and remembers them. */
function createSpelling(encoding: string): (character: string) => readonly number[] {
  const decoder = new TextDecoder(encoding);
  const read = readCharacters(encoding);
  const known = new Map<string, readonly number[]>();
  // A decoder for GBK also reads the four-byte characters of GB18030.
  const usual = [encoding, ...(encoding === "gbk" ? ["gb18030"] : [])].filter((name) =>
    iconv.encodingExists(name),
  );
  return (character) => {
    const earlier = known.get(character);
    if (earlier !== undefined) return earlier;
    // The usual bytes are those that other programs write; EUC-JP prefers two bytes to three.
    const [spelling = [MISSING]] = [
      ...usual.map((name) => [...iconv.encode(character, name)]),
      read.get(character),
    ]
      .filter((bytes) => bytes !== undefined)
      .filter((bytes) => decoder.decode(Uint8Array.from(bytes)) === character)
      .toSorted((left, right) => Math.max(left.length, 2) - Math.max(right.length, 2));
    known.set(character, spelling);
    return spelling;
  };
}
