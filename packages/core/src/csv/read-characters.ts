const UNREAD = "\uFFFD";
const SEPARATOR = 0x0a;

/**
 * What a decoder reads, turned round: every character that one byte, two bytes, or three behind 0x8F (EUC-JP) stand for, with
 * the first bytes that do. The decoder itself is asked, as no two tables of an old encoding agree in all places.
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
