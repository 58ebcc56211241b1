const UNREAD = "\uFFFD";
const SEPARATOR = 0x0a;

/**
 * The inverse of a decoder: every character that one byte, two bytes, or three beginning with 0x8F (EUC-JP) stand for, with
 * the first bytes that do. It is read from the decoder itself, because published tables of an old encoding differ.
 */
export function readCharacters(encoding: string): ReadonlyMap<string, readonly number[]> {
  const decoder = new TextDecoder(encoding);
  const characters = new Map<string, readonly number[]>([["\n", [SEPARATOR]]]);
  const note = (sequences: readonly (readonly number[])[]) => {
    // One call for all of them: a call for each would take a second.
    const texts = decoder
      .decode(Uint8Array.from(sequences.flatMap((bytes) => [...bytes, SEPARATOR])))
      .split("\n");
    for (const [index, bytes] of sequences.entries()) {
      const text = texts[index] ?? "";
      if (Array.from(text).length !== 1 || text === UNREAD || characters.has(text)) continue;
      characters.set(text, bytes);
    }
  };
  const bytes = Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => byte !== SEPARATOR);
  const high = bytes.filter((byte) => byte >= 0x80);
  note(bytes.map((byte) => [byte]));
  const alone = new Set([...characters.values()].map(([byte]) => byte));
  const firsts = high.filter((byte) => !alone.has(byte));
  if (firsts.length === 0) return characters;
  note(firsts.flatMap((first) => bytes.filter((byte) => byte >= 0x30).map((second) => [first, second])));
  if (encoding === "euc-jp") note(high.flatMap((second) => high.map((third) => [0x8f, second, third])));
  return characters;
}
