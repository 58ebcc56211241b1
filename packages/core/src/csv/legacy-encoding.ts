import chardet from "chardet";

/** What Western spreadsheets write when they do not write UTF-8. It is taken where no other encoding is likelier. */
const WESTERN = "windows-1252";
/** Under WHATWG names; those of ISO that Windows has extended are read as Windows means them. */
const READ_AS: Readonly<Record<string, string>> = {
  "iso-8859-1": WESTERN,
  "iso-8859-9": "windows-1254",
  "iso-8859-8": "windows-1255",
};

/**
 * Tells one of the encodings before Unicode from the frequency of byte sequences (after ICU's charset detection). Few
 * letters say little: where the confidence is low, the caller should look at the sample and name the encoding.
 * @param isText whether the sample is text in an encoding at all.
 */
export function guessLegacyEncoding(
  sample: Uint8Array,
  isText: (label: string) => boolean,
): { readonly label: string; readonly confidence: number } {
  const guesses = chardet
    .analyse(foreignWords(sample))
    .map(({ name, confidence }) => ({ label: labelOf(name), confidence: confidence / 100 }))
    .filter(({ label }) => label !== undefined && isText(label) && !hasControls(label, sample)) as {
    label: string;
    confidence: number;
  }[];
  const best = guesses[0];
  if (best === undefined) return { label: WESTERN, confidence: 0.1 };
  return guesses.find(({ label, confidence }) => label === WESTERN && confidence === best.confidence) ?? best;
}

/**
 * The words that are not ASCII, one blank apart: addresses and domains would count as English. No encoding has the bytes that
 * separate words here for the second of a character.
 */
function foreignWords(sample: Uint8Array): Uint8Array {
  const words = Buffer.from(sample)
    .toString("latin1")
    .split(/[\u0000-\u0020",;]+/)
    .filter((word) => /[\u0080-\u00ff]/.test(word));
  return Buffer.from(words.join(" "), "latin1");
}

/** The WHATWG label, or undefined for what cannot be decoded here, and for ASCII, which the sample is not. */
function labelOf(name: string): string | undefined {
  const lower = name.toLowerCase();
  if (lower === "ascii" || lower.startsWith("utf-")) return undefined;
  try {
    return READ_AS[lower] ?? new TextDecoder(lower).encoding;
  } catch {
    return undefined;
  }
}

/** A decoder yields C1 controls for bytes without a letter. A table has none, so the guess is wrong. */
function hasControls(label: string, sample: Uint8Array): boolean {
  return /[\u0080-\u009f]/.test(new TextDecoder(label).decode(sample));
}
