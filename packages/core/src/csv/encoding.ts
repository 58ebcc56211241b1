import { createEncoder } from "#csv/encoder.ts";
import { detectUnmarkedUtf16 } from "#csv/unmarked-utf16.ts";
import { guessLegacyEncoding } from "#csv/legacy-encoding.ts";

/** How a file's bytes become text. */
export interface Encoding {
  /** A label of the WHATWG Encoding Standard: `utf-8`, `windows-1252`, `utf-16le`… */
  readonly label: string;
  /** The file began with a byte order mark; it is not part of the text. */
  readonly bom: boolean;
  /** How sure that is, 0 to 1; 1 where the caller named it. */
  readonly confidence: number;
}

const MARKS: readonly { readonly label: string; readonly bytes: readonly number[] }[] = [
  { label: "utf-8", bytes: [0xef, 0xbb, 0xbf] },
  { label: "utf-16le", bytes: [0xff, 0xfe] },
  { label: "utf-16be", bytes: [0xfe, 0xff] },
];
/** What a byte means depends on those before it. */
const STATEFUL = "iso-2022-jp";

/**
 * Tells a file's encoding from its first bytes: a byte order mark, else the zeros of UTF-16, else strict UTF-8, which text
 * in another encoding never matches by chance, else the frequency of its letters.
 * @param complete false where the sample may end in the middle of a character.
 */
export function detectEncoding(sample: Uint8Array, complete: boolean): Encoding {
  const marked = markedEncoding(sample);
  if (marked !== undefined) return marked;
  const wide = detectUnmarkedUtf16(sample);
  if (wide !== undefined) return { label: wide, bom: false, confidence: 0.95 };
  if (isText("utf-8", sample, complete)) return { label: "utf-8", bom: false, confidence: 1 };
  return { ...guessLegacyEncoding(sample, (label) => comesBack(label, sample, complete)), bom: false };
}

/**
 * The encoding of this name, or undefined where there is none (see the labels of the WHATWG Encoding Standard), or none
 * that a file can be written in line by line. A byte order mark wins, as it does there: "utf-16" alone names no byte order.
 */
export function namedEncoding(label: string, sample: Uint8Array): Encoding | undefined {
  try {
    const { encoding } = new TextDecoder(label);
    if (encoding === STATEFUL) return undefined;
    return markedEncoding(sample) ?? { label: encoding, bom: false, confidence: 1 };
  } catch {
    return undefined;
  }
}

function markedEncoding(sample: Uint8Array): Encoding | undefined {
  const mark = MARKS.find(({ bytes }) => bytes.every((byte, index) => sample[index] === byte));
  return mark && { label: mark.label, bom: true, confidence: 1 };
}

/** Whether a guess, when decoded and encoded again, yields the same bytes. With a wrong guess it often does not. */
function comesBack(label: string, sample: Uint8Array, complete: boolean): boolean {
  if (!isText(label, sample, complete)) return false;
  const written = createEncoder(label)(new TextDecoder(label).decode(sample, { stream: !complete }));
  return written.equals(sample.subarray(0, written.length));
}

function isText(label: string, sample: Uint8Array, complete: boolean): boolean {
  try {
    new TextDecoder(label, { fatal: true }).decode(sample, { stream: !complete });
    return true;
  } catch {
    return false;
  }
}
