/** The characters of Windows-1252 above 0x7F, by code point. Source: WHATWG Encoding Standard, index-windows-1252. */
const windows1252 = new Map(
  Array.from({ length: 128 }, (_, index) => {
    const byte = index + 128;
    return [new TextDecoder("windows-1252").decode(Uint8Array.of(byte)), byte] as const;
  }),
);

/**
 * Writes text in the encoding that the file came in. A character that Windows-1252 lacks becomes a question mark;
 * other encodings than it and UTF-16 are answered in UTF-8.
 */
export function createEncoder(encoding: string): (text: string) => Buffer {
  switch (encoding) {
    case "utf-16le":
      return (text) => Buffer.from(text, "utf16le");
    case "utf-16be":
      return (text) => Buffer.from(text, "utf16le").swap16();
    case "windows-1252":
      return (text) =>
        Buffer.from(
          Array.from(text, (character) => {
            const code = character.codePointAt(0)!;
            return code < 128 ? code : (windows1252.get(character) ?? 0x3f);
          }),
        );
    default:
      return (text) => Buffer.from(text, "utf8");
  }
}
