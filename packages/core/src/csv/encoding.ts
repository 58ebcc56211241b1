/** How a file's bytes become text. */
export interface Encoding {
  /** A label of the WHATWG Encoding Standard: `utf-8`, `windows-1252`, `utf-16le`… */
  readonly label: string;
  /** The file began with a byte order mark; it is not part of the text. */
  readonly bom: boolean;
}

const MARKS: readonly { readonly label: string; readonly bytes: readonly number[] }[] = [
  { label: "utf-8", bytes: [0xef, 0xbb, 0xbf] },
  { label: "utf-16le", bytes: [0xff, 0xfe] },
  { label: "utf-16be", bytes: [0xfe, 0xff] },
];

/**
 * Tells a file's encoding from its first bytes: a byte order mark, else strict UTF-8, else Windows-1252, which is what
 * spreadsheets of the West write when they do not write UTF-8.
 * @param complete false where the sample may end in the middle of a character.
 */
export function detectEncoding(sample: Uint8Array, complete: boolean): Encoding {
  for (const { label, bytes } of MARKS) {
    if (bytes.every((byte, index) => sample[index] === byte)) return { label, bom: true };
  }
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(sample, { stream: !complete });
    return { label: "utf-8", bom: false };
  } catch {
    return { label: "windows-1252", bom: false };
  }
}

/** The encoding of this name, or undefined where there is none (see the labels of the WHATWG Encoding Standard). */
export function namedEncoding(label: string, sample: Uint8Array): Encoding | undefined {
  try {
    const { encoding } = new TextDecoder(label);
    const mark = MARKS.find((candidate) => candidate.label === encoding);
    return { label: encoding, bom: mark?.bytes.every((byte, index) => sample[index] === byte) ?? false };
  } catch {
    return undefined;
  }
}
