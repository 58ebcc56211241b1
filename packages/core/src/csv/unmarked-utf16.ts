/** Of the bytes at even or at odd places, so many are zero in a table of Western names in UTF-16, and none in other text. */
const ZEROS = 0.4;

/** UTF-16 without a byte order mark: in a CSV, at least delimiters and line breaks have a zero for their other byte. */
export function detectUnmarkedUtf16(sample: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  const pairs = Math.floor(sample.length / 2);
  if (pairs < 2) return undefined;
  let even = 0;
  let odd = 0;
  for (let index = 0; index < pairs * 2; index += 2) {
    if (sample[index] === 0) even += 1;
    if (sample[index + 1] === 0) odd += 1;
  }
  if (odd > pairs * ZEROS && even === 0) return "utf-16le";
  return even > pairs * ZEROS && odd === 0 ? "utf-16be" : undefined;
}
